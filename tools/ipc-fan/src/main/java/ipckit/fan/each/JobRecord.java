package ipckit.fan.each;

import java.util.List;

/**
 * A record of the input. One job is run for each record. With {@code --batch}, several records of
 * the input together count as one record here.
 *
 * @param number the number of the record, from 1
 * @param bytes the content of the record without the terminator
 * @param values the values that replace the placeholders of the command, for example the columns of
 *     the record, or the record itself
 */
record JobRecord(long number, byte[] bytes, List<byte[]> values) {
    /** Creates a record with one value. */
    JobRecord(long number, byte[] bytes) {
        this(number, bytes, List.of(bytes));
    }
}
