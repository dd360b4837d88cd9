/**
 * Tests that the code of ipckit can be compiled to a native binary, and that the settings for the
 * compilation are complete.
 */
package ipckit.nativeimage;
