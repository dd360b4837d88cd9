/**
 * What tests of several modules need: child processes that start quickly, files that go away, items
 * that tell whether they are whole, and a board on which workers write what no SIGKILL takes back.
 */
package ipckit.common.testkit;
