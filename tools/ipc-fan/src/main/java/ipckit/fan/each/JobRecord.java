package ipckit.fan.each;

import java.util.List;

/**
 * A record of the input. One job is run for each record. With {@code --batch}, several records of
 * the input together count as one record here.
 *
 * @param number the number of the record, from 1
 * @param position the position of the record among the records of this run, from 1. It differs from
 *     the number if only the failed jobs of an earlier run are run.
 * @param bytes the content of the record without the terminator
 * @param values the values that replace the placeholders of the command, for example the columns of
 *     the record, or the record itself
 */
record JobRecord(long number, long position, byte[] bytes, List<byte[]> values) {
    /** Creates a record of an input of which every record is taken. */
    JobRecord(long number, byte[] bytes, List<byte[]> values) {
        this(number, number, bytes, values);
    }
}
