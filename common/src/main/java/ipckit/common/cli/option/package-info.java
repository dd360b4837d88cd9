/** Groups of options that several verbs share. */
package ipckit.common.cli.option;
