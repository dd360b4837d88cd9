package ipckit.common.queue.torture;

import java.util.Locale;

/**
 * The results of a {@link Run} of a torture test, which kills producers and consumers. Times are in
 * nanoseconds.
 *
 * @param machine the longest delay that a {@link ipckit.common.testkit.Metronome} measured; it
 *     shows how busy the machine was
 * @param producersKilled the number of producers that were killed
 * @param consumersKilled the number of consumers that were killed
 * @param reported the number of items that the producers reported as put
 * @param deliveries the number of deliveries of items, including redeliveries
 * @param redeliveries the number of deliveries that were marked as redeliveries
 * @param worstProducer the longest time that a producer waited after a consumer had freed room
 * @param worstConsumer the longest time that a consumer waited while the ring contained an item
 * @param worstReturn the longest time after which a dead consumer's item was redelivered; the time
 *     begins when another consumer could first get the item
 * @param late the number of delays of more than 200 ms, measured as for {@code worstProducer} and
 *     {@code worstConsumer}
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
    /** Returns the number of processes that were killed. */
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
