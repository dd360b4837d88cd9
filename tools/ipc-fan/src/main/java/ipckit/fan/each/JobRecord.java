package ipckit.fan.each;

import java.util.List;

/**
 * A record of the input. One job is run for each record.
 *
 * @param number the number of the record in the input, from 1
 * @param bytes the content of the record without the terminator
 * @param values the values that replace the placeholders of the command: the columns of the record,
 *     or the record itself
 */
record JobRecord(long number, byte[] bytes, List<byte[]> values) {
    /** Creates a record that is not divided into columns. */
    JobRecord(long number, byte[] bytes) {
        this(number, bytes, List.of(bytes));
    }
}
