/**
 * The chain of processes that textbooks on operating systems make with fork(2): {@code ipc-chain -n
 * N}, {@code ipc-chain run} and {@code ipc-chain explain}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.chain.textbook.TextbookChainCommand} declares the options of {@code ipc-chain
 *       -n N} and {@code ipc-chain run}. {@link ipckit.chain.textbook.ExplainChainCommand} explains
 *       fork(2) and the loop by which the textbook's program makes the chain.
 *   <li>{@link ipckit.chain.textbook.TextbookChain} runs the chain. This process is usually the
 *       head (the first process) of the chain. When a chain process is killed, this class ends all
 *       later chain processes.
 *   <li>{@link ipckit.chain.textbook.ChainProcessScript} is the shell script of all other chain
 *       processes.
 *   <li>{@link ipckit.chain.textbook.ChainProcessReports} collects the reports that the chain
 *       processes send to this process.
 * </ul>
 *
 * <p>This package may use {@code chain.supervision} and the packages {@code process} and {@code
 * cli} of {@code ipckit.common}.
 */
package ipckit.chain.textbook;
