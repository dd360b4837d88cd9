/** The standard streams of a command: text, tables, JSON, messages and progress. */
package ipckit.common.cli.output;
