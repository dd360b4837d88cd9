/** The program {@code ipc-prodcons}: a bounded buffer between producers and consumers. */
package ipckit.prodcons;
