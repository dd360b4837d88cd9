/**
 * Types that the tests of several modules use: {@link ipckit.common.testkit.Children} (child
 * processes that start quickly), {@link ipckit.common.testkit.Scratch} (temporary directories),
 * {@link ipckit.common.testkit.Item} (items that show whether they are complete), {@link
 * ipckit.common.testkit.Board} (values that remain after the process that stored them is killed),
 * and {@link ipckit.common.testkit.ToolArchitecture} (rules for every tool).
 */
package ipckit.common.testkit;
