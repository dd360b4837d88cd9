/**
 * Unit tests of the classes behind the verb {@code run}, which demonstrates the producer-consumer
 * problem.
 */
package ipckit.prodcons.demo;
