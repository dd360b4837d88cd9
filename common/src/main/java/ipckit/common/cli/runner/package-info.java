/** Runs a program: finds the verb, parses its arguments, prints help and reports failures. */
package ipckit.common.cli.runner;
