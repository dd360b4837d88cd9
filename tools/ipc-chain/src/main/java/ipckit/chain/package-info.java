/**
 * {@code ipc-chain}: processes each of which is the parent of the next.
 *
 * <p>{@link ipckit.chain.Links} makes the textbook's chain, of which this process is the first
 * link; the others are shells that run one {@linkplain ipckit.chain.LinkScript script}, and report
 * what becomes of them. {@link ipckit.chain.Explanation} teaches.
 */
package ipckit.chain;
