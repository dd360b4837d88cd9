/** Unit tests of the parts of a demonstration. */
package ipckit.prodcons.demo;
