package ipckit.fan;

/**
 * A record of the input.
 *
 * @param number which it is, from 1
 * @param bytes without what ends it
 */
record Record(long number, byte[] bytes) {}
