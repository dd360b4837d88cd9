/** Tests of the demonstration: unit tests of its parts, and tests that run it as a process. */
package ipckit.prodcons.demo;
