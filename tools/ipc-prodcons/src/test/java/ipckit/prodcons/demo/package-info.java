/** Tests of the demonstration: unit tests of its parts, and runs of it as a process. */
package ipckit.prodcons.demo;
