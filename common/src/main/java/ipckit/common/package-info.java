/** What every room speaks: failures with a category, and deadlines. Additions need a reason. */
package ipckit.common;
