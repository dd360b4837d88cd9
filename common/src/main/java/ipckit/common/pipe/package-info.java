/**
 * What a record is in a stream: framings, reading of whole items, writing of whole items, their
 * pace. Bytes go from a descriptor to where they are used and back in runs of many items, without a
 * copy for each.
 */
package ipckit.common.pipe;
