package ipckit.prodcons.demo;

import java.util.StringTokenizer;

/**
 * One thing that a process of the demonstration tells its parent: a line of numbers on a pipe.
 *
 * @param kind what happened
 * @param began before which it cannot have happened, on the same clock as {@code nanos}
 * @param nanos when it had happened, by {@link System#nanoTime()}, which all processes of a machine
 *     share
 * @param place the item's number in the ring, or its slot in the textbook's buffer
 * @param item the item it happened to; of a report about none, an empty one
 * @param value the new {@code in} or {@code out}, where one was set
 */
record Report(Kind kind, long began, long nanos, long place, Item item, long value) {
    private static final Item NONE = new Item(0, 0, 0);

    /** What can happen. */
    enum Kind {
        /** Ready for its next step, and waiting to be told to take it. */
        GATE,
        /** No room for a producer, or nothing for a consumer: it begins to wait. */
        WAITS,
        /** A put has returned: the item is in. */
        PUT,
        /** An item was claimed and read. */
        TAKEN,
        /** As {@link #TAKEN}, and another consumer may have had it before. */
        TAKEN_AGAIN,
        /** The item's work is done; the acknowledgement comes next. */
        WORKED,
        /** The item was acknowledged, and its slot is free if it was the oldest. */
        CONSUMED,
        /** Without lock: an item was written to {@code buffer[in]}. */
        WROTE,
        /** Without lock: {@code in} was set. */
        MOVED_IN,
        /** Without lock: an item was read from {@code buffer[out]}. */
        READ,
        /** Without lock: {@code out} was set. */
        MOVED_OUT,
        /** Nothing more to do. */
        LEAVES
    }

    static Report now(Kind kind) {
        return now(kind, -1, NONE, -1);
    }

    static Report now(Kind kind, long place, Item item, long value) {
        long now = System.nanoTime();
        return new Report(kind, now, now, place, item, value);
    }

    /** Of what has happened since {@code began}. */
    static Report since(long began, Kind kind, long place, Item item, long value) {
        return new Report(kind, began, System.nanoTime(), place, item, value);
    }

    /** As a line, without its end. */
    String line() {
        return kind.name()
                + ' '
                + began
                + ' '
                + nanos
                + ' '
                + place
                + ' '
                + item.producer()
                + ' '
                + item.serial()
                + ' '
                + item.seal()
                + ' '
                + value;
    }

    static Report parse(String line) {
        StringTokenizer words = new StringTokenizer(line, " ");
        return new Report(
                Kind.valueOf(words.nextToken()),
                Long.parseLong(words.nextToken()),
                Long.parseLong(words.nextToken()),
                Long.parseLong(words.nextToken()),
                new Item(
                        Integer.parseInt(words.nextToken()),
                        Integer.parseInt(words.nextToken()),
                        Long.parseLong(words.nextToken())),
                Long.parseLong(words.nextToken()));
    }
}
