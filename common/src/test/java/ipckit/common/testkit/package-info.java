/**
 * What tests of several modules need: child processes that start quickly, files that go away, items
 * that tell whether they are whole, a board on which workers write what no SIGKILL takes back, and
 * what holds for the architecture of every tool.
 */
package ipckit.common.testkit;
