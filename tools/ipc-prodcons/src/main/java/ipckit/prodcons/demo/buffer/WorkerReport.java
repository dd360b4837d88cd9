package ipckit.prodcons.demo.buffer;

import java.util.StringTokenizer;

/**
 * A report of a worker to its parent about one event: a line of numbers on a pipe. Instants are
 * those of {@link System#nanoTime()}, whose clock all processes of a machine share.
 *
 * @param kind the kind of the event
 * @param began the earliest instant at which the event can have happened
 * @param nanos an instant at which the event had happened
 * @param place the item's number in the ring, or its slot in the textbook's buffer; -1 when the
 *     event concerns no item
 * @param item the item of the event; an item of producer 0 when the event concerns no item
 * @param value the new value of {@code in} or {@code out} when one was set, otherwise -1
 */
public record WorkerReport(
        Kind kind, long began, long nanos, long place, DemoItem item, long value) {
    private static final DemoItem NONE = new DemoItem(0, 0, 0);

    /** The kinds of event. */
    public enum Kind {
        /** The worker is ready for its next step and waits for permission. */
        GATE,
        /** A producer begins to wait for room, or a consumer for an item. */
        WAITS,
        /** A put has returned: the item is in the ring. */
        PUT,
        /** An item was claimed and read. */
        TAKEN,
        /** An item was claimed and read that another consumer may have claimed before. */
        TAKEN_AGAIN,
        /** The work on the item is finished; its acknowledgement follows. */
        WORKED,
        /** The item was acknowledged. Its slot is free if the item was the oldest. */
        CONSUMED,
        /** An item was written to {@code buffer[in]} of the textbook's buffer. */
        WROTE,
        /** The variable {@code in} of the textbook's buffer was set. */
        MOVED_IN,
        /** An item was read from {@code buffer[out]} of the textbook's buffer. */
        READ,
        /** The variable {@code out} of the textbook's buffer was set. */
        MOVED_OUT,
        /** The worker has finished. */
        LEAVES
    }

    /** Returns a report of an event that concerns no item and happens now. */
    public static WorkerReport now(Kind kind) {
        return now(kind, -1, NONE);
    }

    /**
     * Returns a report of an event that happens now and sets neither {@code in} nor {@code out}.
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

    /** Reads a report from a line that {@link #line} has returned. */
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
