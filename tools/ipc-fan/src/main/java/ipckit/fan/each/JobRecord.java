package ipckit.fan.each;

/**
 * A record of the input, for which one job is run.
 *
 * @param number its number in the input, from 1
 * @param bytes its content without the terminator
 */
record JobRecord(long number, byte[] bytes) {}
