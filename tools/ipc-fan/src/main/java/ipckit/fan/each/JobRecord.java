package ipckit.fan.each;

/**
 * A record of the input. One job is run for each record.
 *
 * @param number the number of the record in the input, from 1
 * @param position the position of the record among the records of this run, from 1. It differs from
 *     the number if only the failed jobs of an earlier run are run.
 * @param bytes the content of the record without the terminator
 */
record JobRecord(long number, long position, byte[] bytes) {
    /** Creates a record of an input of which every record is taken. */
    JobRecord(long number, byte[] bytes) {
        this(number, number, bytes);
    }
}
