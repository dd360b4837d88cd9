/**
 * Daemons: background processes with a name. Uses the packages {@code cli}, {@code naming}, {@code
 * process}, {@code sync} (for failpoints) and {@code ipckit.common}.
 */
package ipckit.common.daemon;
