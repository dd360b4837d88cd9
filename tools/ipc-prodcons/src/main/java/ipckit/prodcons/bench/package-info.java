/**
 * {@code bench}: what an item and a round trip cost between two processes, through shared memory
 * and through the kernel.
 *
 * <p>Three kinds of process take part: the one that the user started, which gives the orders and
 * prints; and for each mechanism a client, which measures, and a server, its child, at the other
 * end. All of them live through all rounds, so that a round holds one measurement of everything and
 * a slow spell of the machine hits all alike.
 */
package ipckit.prodcons.bench;
