package ipckit.common.queue.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The log of the deliveries and acknowledgements of one consumer. A record consists of 64-bit words
 * and is appended by one write. If the consumer is killed during this write, the last record may be
 * incomplete.
 *
 * <p>There are four kinds of records. DELIVERED contains the items of a delivery. ACKNOWLEDGED says
 * that the consumer has acknowledged the first {@code count} items of its latest delivery.
 * GIVES_BACK says that the consumer is about to give back those items of its latest delivery that
 * it has not acknowledged. TORN says that the consumer has read a damaged item.
 *
 * <p>The records have the following fields. The number after a field is its width in bits.
 *
 * <pre>
 * DELIVERED         kind 8 | marked 8 | tries 16 | count 32
 *                   time 64
 *   for each item   producer 24 | number 40
 * ACKNOWLEDGED      kind 8 | unused 24 | count 32
 * GIVES_BACK, TORN  kind 8 | unused 56
 * </pre>
 *
 * <p>The field {@code marked} is 1 if the delivery was marked as a redelivery. The field {@code
 * tries} contains the number of times that the items were claimed, including the claim of this
 * delivery; a one-to-one ring counts only up to 2. The field {@code time} is the time of the
 * delivery. An item is identified by its producer, and by its number among the items of this
 * producer.
 */
final class DeliveryLog {
    static final int DELIVERED = 1;
    static final int ACKNOWLEDGED = 2;
    static final int GIVES_BACK = 3;
    static final int TORN = 4;

    static final int NUMBER_BITS = 40;

    private static final int MOST = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST);
    private long head;

    private DeliveryLog(FileChannel channel) {
        this.channel = channel;
    }

    static DeliveryLog create(Path file) {
        try {
            return new DeliveryLog(
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long record(int kind, boolean marked, int tries, long count) {
        return (long) kind << 56 | (marked ? 1L << 48 : 0) | (long) tries << 32 | count;
    }

    static int kind(long record) {
        return (int) (record >>> 56);
    }

    static boolean marked(long record) {
        return (record >>> 48 & 1) != 0;
    }

    static int tries(long record) {
        return (int) (record >>> 32) & 0xffff;
    }

    static int count(long record) {
        return (int) record;
    }

    /**
     * Begins the record of a delivery. The caller adds the items, and then calls {@link
     * #delivered}.
     *
     * @param marked whether the delivery was marked as a redelivery
     * @param tries the number of times that the items were claimed, including this time; a
     *     one-to-one ring counts only up to 2
     * @param stamp the time of the delivery, by {@link System#nanoTime}
     */
    void begin(boolean marked, int tries, long stamp) {
        head = record(DELIVERED, marked, tries, 0);
        buffer.clear();
        buffer.putLong(0).putLong(stamp);
    }

    void add(int producer, long number) {
        buffer.putLong((long) producer << NUMBER_BITS | number);
        head++;
    }

    /**
     * Appends the record of the delivery to the log. The caller has added all items of the
     * delivery.
     */
    void delivered() {
        buffer.putLong(0, head);
        write();
    }

    /** Logs that the first {@code count} items of the delivery are acknowledged. */
    void acknowledged(long count) {
        single(record(ACKNOWLEDGED, false, 0, count));
    }

    /**
     * Logs that the consumer is about to give back the items of the delivery that it has not
     * acknowledged.
     */
    void givesBack() {
        single(record(GIVES_BACK, false, 0, 0));
    }

    void torn() {
        single(record(TORN, false, 0, 0));
    }

    private void single(long record) {
        buffer.clear();
        buffer.putLong(record);
        write();
    }

    private void write() {
        try {
            channel.write(buffer.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
