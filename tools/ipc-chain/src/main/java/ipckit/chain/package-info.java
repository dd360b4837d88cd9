/**
 * {@code ipc-chain}: processes each of which is the parent of the next, and supervised pipelines.
 *
 * <p>{@link ipckit.chain.Links} makes the textbook's chain, of which this process is the first
 * link; the others are shells that run one {@linkplain ipckit.chain.LinkScript script}, and report
 * what becomes of them. {@link ipckit.chain.Pipeline} runs {@linkplain ipckit.chain.Stage stages}
 * that are {@linkplain ipckit.chain.Joint joined} one way or another, or that survive their crashes
 * as {@linkplain ipckit.chain.Filter filters}, and {@link ipckit.chain.Fates} knows whose end is
 * whose. {@link ipckit.chain.TokenRing} closes the chain. {@link ipckit.chain.Explanation} teaches.
 */
package ipckit.chain;
