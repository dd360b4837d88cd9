package ipckit.common.queue.torture;

import java.util.Locale;

/**
 * What a run came to. Times in nanoseconds.
 *
 * @param machine the longest that a thread which wanted to run was late, whatever else went on
 * @param worstProducer the longest a surviving producer waited since anybody freed room
 * @param worstConsumer the longest a surviving consumer waited for an item that was there
 * @param worstReturn the longest from a consumer's being killed to its items' coming again
 * @param late how often a survivor was held up for more than 200 ms
 */
record Findings(
        long machine,
        long producersKilled,
        long consumersKilled,
        long reported,
        long deliveries,
        long redeliveries,
        long worstProducer,
        long worstConsumer,
        long worstReturn,
        long late) {
    /** How many processes were killed. */
    long kills() {
        return producersKilled + consumersKilled;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "machine late by %.1f ms; %d kills (%d producers, %d consumers), %d items reported,"
                    + " %d delivered, %d of them again; held up at most: producer %.1f ms, consumer"
                    + " %.1f ms, items of the dead %.1f ms; %d times over 200 ms",
                machine / 1e6,
                kills(),
                producersKilled,
                consumersKilled,
                reported,
                deliveries,
                redeliveries,
                worstProducer / 1e6,
                worstConsumer / 1e6,
                worstReturn / 1e6,
                late);
    }
}
