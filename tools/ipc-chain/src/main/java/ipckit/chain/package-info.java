/**
 * The program {@code ipc-chain}: runs a chain of processes, each the parent of the next, and
 * supervised pipelines.
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
 * <p>{@code Main} uses the packages of the verbs, and these packages use {@code chain.supervision}.
 * No package of a verb uses the package of another verb.
 */
package ipckit.chain;
