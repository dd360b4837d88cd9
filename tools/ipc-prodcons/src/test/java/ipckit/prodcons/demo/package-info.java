/** Unit tests of the parts of a demonstration, and tests that run a demonstration as a process. */
package ipckit.prodcons.demo;
