package ipckit.fan.each;

/**
 * A record of the input.
 *
 * @param number which it is, from 1
 * @param bytes without what ends it
 */
record JobRecord(long number, byte[] bytes) {}
