/**
 * The fan of operating-system textbooks: a parent that creates n children in a loop.
 *
 * <p>{@link ipckit.fan.textbook.FanCommand} implements the verb {@code run} and {@code ipc-fan}
 * without a verb. With {@code run}, each child runs a command. Without a verb, each process prints
 * a line. {@code FanCommand} creates a {@link ipckit.fan.textbook.ProcessFan}. {@link
 * ipckit.fan.textbook.ExplainFanCommand} is the verb {@code explain}.
 *
 * <p>This package uses the packages {@code cli} and {@code process} of {@code ipckit.common}, and
 * the package {@link ipckit.fan.pool}.
 */
package ipckit.fan.textbook;
