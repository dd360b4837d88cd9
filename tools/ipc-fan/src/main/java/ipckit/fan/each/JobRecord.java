package ipckit.fan.each;

import java.util.List;

/**
 * A record of the input. One job is run for each record. With {@code --batch}, an object of this
 * class combines several records of the input.
 *
 * @param number the number of the record, from 1
 * @param position the position of the record among the records of this {@code each}, from 1. It
 *     differs from the number if records are skipped because their jobs succeeded in an earlier
 *     {@code each}, or if only the failed jobs of an earlier {@code each} are run.
 * @param bytes the content of the record without the terminator
 * @param values the values that replace the placeholders of the command, for example the columns of
 *     the record, or the record itself
 */
record JobRecord(long number, long position, byte[] bytes, List<byte[]> values) {
    /** The approximate memory in bytes that a record needs in addition to its content. */
    private static final long OVERHEAD = 128;

    /** The approximate memory in bytes that each value needs in addition to its content. */
    private static final long OVERHEAD_OF_VALUE = 32;

    /**
     * Returns the approximate memory in bytes that this record needs. The content counts twice,
     * because the values may be copies of parts of the content.
     */
    long memory() {
        return OVERHEAD + 2L * bytes.length + OVERHEAD_OF_VALUE * values.size();
    }
}
