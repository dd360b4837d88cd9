/**
 * The classes that several verbs (subcommands) of {@code ipc-chain} use.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.chain.supervision.StageOutcomes} records the exit status of each process of a
 *       pipeline or token ring. After a failure, this class ends the remaining processes, if the
 *       {@link ipckit.chain.supervision.FailureReaction} says so.
 *   <li>{@link ipckit.chain.supervision.ChainExitRule} selects the exit status of the program
 *       ({@code --exit}).
 *   <li>{@link ipckit.chain.supervision.ChainArguments} declares the options that several verbs
 *       have.
 *   <li>{@link ipckit.chain.supervision.DaemonThreads} starts the threads that copy bytes and wait
 *       for children.
 * </ul>
 *
 * <p>This package may use the packages {@code process} and {@code cli} of {@code ipckit.common}. It
 * uses no other package of the tool, so that the verbs' packages can use it without a cycle.
 */
package ipckit.chain.supervision;
