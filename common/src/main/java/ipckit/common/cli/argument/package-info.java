/** Declared options and operands of a verb, and the parser that turns words into their values. */
package ipckit.common.cli.argument;
