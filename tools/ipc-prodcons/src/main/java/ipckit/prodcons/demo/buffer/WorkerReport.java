package ipckit.prodcons.demo.buffer;

import java.util.StringTokenizer;

/**
 * A report of a worker to its parent about one event. The worker writes the report as one line of
 * text to a pipe. Instants are values of {@link System#nanoTime()}. All processes of a machine
 * share the clock of this method, so the instants of different workers can be compared.
 *
 * <p>An event may concern an item in the buffer. The place of the item in a ring is its sequence
 * number. The place of the item in the textbook's buffer is its slot.
 *
 * @param kind the kind of the event
 * @param began the earliest instant at which the event can have happened
 * @param nanos the latest instant at which the event can have happened
 * @param place the place of the item, or -1 when the event concerns no item
 * @param item the item; when the event concerns no item, an item with the producer number 0
 * @param value the new value of {@code in} or {@code out}, or -1 when the event has set neither of
 *     them
 */
public record WorkerReport(
        Kind kind, long began, long nanos, long place, DemoItem item, long value) {
    private static final DemoItem NONE = new DemoItem(0, 0, 0);

    public enum Kind {
        /** A producer or consumer waits until the demonstration lets it take its next step. */
        GATE,
        /** A producer begins to wait for a free slot, or a consumer begins to wait for an item. */
        WAITS,
        /** A producer has put an item into the ring. */
        PUT,
        /** A consumer has claimed an item and read it. */
        TAKEN,
        /**
         * A consumer has claimed and read a redelivered item. An earlier consumer claimed this
         * item, and died before it acknowledged the item.
         */
        TAKEN_AGAIN,
        /** A consumer has finished its work on an item, but has not acknowledged the item yet. */
        WORKED,
        /**
         * A consumer has acknowledged an item. The slot of the item becomes free when all older
         * items in the ring are acknowledged, too.
         */
        CONSUMED,
        /** A producer has written an item to {@code buffer[in]} of the textbook's buffer. */
        WROTE,
        /** A producer has set the variable {@code in} of the textbook's buffer. */
        MOVED_IN,
        /** A consumer has read an item from {@code buffer[out]} of the textbook's buffer. */
        READ,
        /** A consumer has set the variable {@code out} of the textbook's buffer. */
        MOVED_OUT,
        /** The worker has finished. */
        LEAVES
    }

    /** Returns a report of an event that concerns no item and happens now. */
    public static WorkerReport now(Kind kind) {
        return now(kind, -1, NONE);
    }

    /**
     * Returns a report of an event that happens now and concerns an item. Must not be used for an
     * event that sets {@code in} or {@code out}, because the report does not contain their new
     * value.
     */
    public static WorkerReport now(Kind kind, long place, DemoItem item) {
        long now = System.nanoTime();
        return new WorkerReport(kind, now, now, place, item, -1);
    }

    /** Returns a report of an event that happened between {@code began} and now. */
    public static WorkerReport since(long began, Kind kind, long place, DemoItem item, long value) {
        return new WorkerReport(kind, began, System.nanoTime(), place, item, value);
    }

    /** Returns the report as a line without its newline. */
    public String line() {
        String event = kind.name() + ' ' + began + ' ' + nanos + ' ' + place + ' ';
        String what = item.producer() + " " + item.serial() + ' ' + item.checksum();
        return event + what + ' ' + value;
    }

    /** Parses a line that {@link #line} has returned. */
    public static WorkerReport parse(String line) {
        StringTokenizer words = new StringTokenizer(line, " ");
        return new WorkerReport(
                Kind.valueOf(words.nextToken()),
                Long.parseLong(words.nextToken()),
                Long.parseLong(words.nextToken()),
                Long.parseLong(words.nextToken()),
                new DemoItem(
                        Integer.parseInt(words.nextToken()),
                        Integer.parseInt(words.nextToken()),
                        Long.parseLong(words.nextToken())),
                Long.parseLong(words.nextToken()));
    }
}
