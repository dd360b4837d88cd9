/**
 * The textbook's fan is a parent that creates n children in a loop.
 *
 * <p>{@link ipckit.fan.textbook.FanCommand} implements the verb {@code run}, whose children run a
 * command, and {@code ipc-fan} without a verb, whose processes each print a line. {@code
 * FanCommand} creates a {@link ipckit.fan.textbook.ProcessFan}. {@link
 * ipckit.fan.textbook.ExplainFanCommand} is the verb {@code explain}.
 *
 * <p>This package uses the packages {@code cli} and {@code process} of {@code ipckit.common}, and
 * the package {@link ipckit.fan.pool}.
 */
package ipckit.fan.textbook;
