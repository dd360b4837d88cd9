/** Tests of the demonstration: its parts here, and all of it with processes of its own. */
package ipckit.prodcons.demo;
