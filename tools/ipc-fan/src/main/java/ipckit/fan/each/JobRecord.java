package ipckit.fan.each;

import java.util.List;

/**
 * A record of the input, for which one job is run. With {@code --batch}, several records of the
 * input are combined into one {@code JobRecord}.
 *
 * @param number the number of the record, from 1
 * @param position the position of the record among the records for which this run of {@code each}
 *     runs a job, from 1. The position differs from the number if earlier records are skipped
 *     because their jobs succeeded in an earlier run of {@code each}, or if only the failed jobs of
 *     earlier runs are run.
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
