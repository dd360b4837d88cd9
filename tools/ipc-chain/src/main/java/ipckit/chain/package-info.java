/**
 * {@code ipc-chain}: a chain of processes, each the parent of the next, and supervised pipelines.
 *
 * <p>{@link ipckit.chain.Main} holds the list of verbs. Each verb lives in a package of its own:
 *
 * <ul>
 *   <li>{@code chain.textbook}: {@code ipc-chain -n N}, {@code run} and {@code explain}.
 *   <li>{@code chain.pipeline}: {@code pipe}.
 *   <li>{@code chain.token}: {@code token}.
 *   <li>{@code chain.supervision}: parts that several verbs share.
 * </ul>
 *
 * <p>The arrows between the packages are Main to the verbs, and the verbs to {@code
 * chain.supervision}; no verb uses another one.
 */
package ipckit.chain;
