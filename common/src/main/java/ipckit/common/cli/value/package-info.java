/** Converters from the text of one argument to a value. */
package ipckit.common.cli.value;
