package ipckit.fan.each;

/**
 * A record of the input. One job is run for each record.
 *
 * @param number the number of the record in the input, from 1
 * @param bytes the content of the record without the terminator
 */
record JobRecord(long number, byte[] bytes) {}
