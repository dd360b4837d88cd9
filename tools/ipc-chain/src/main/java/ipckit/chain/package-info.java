/**
 * The program {@code ipc-chain}. It runs chains, in which each process is the parent of the next
 * one. It also runs supervised pipelines, and rings of processes in which a token circulates.
 *
 * <p>{@link ipckit.chain.Main} contains the list of verbs (subcommands). The packages and their
 * verbs are:
 *
 * <ul>
 *   <li>{@code chain.textbook}: {@code ipc-chain -n N}, {@code run} and {@code explain}.
 *   <li>{@code chain.pipeline}: {@code pipe}.
 *   <li>{@code chain.token}: {@code token}.
 *   <li>{@code chain.supervision}: classes that several verbs use.
 * </ul>
 *
 * <p>{@code Main} uses the packages of the verbs, and these packages use {@code chain.supervision}.
 * No package of a verb uses the package of another verb.
 */
package ipckit.chain;
