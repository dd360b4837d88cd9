package ipckit.mq;

import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** Lengths of time for which a message is hidden. */
final class Lease {
    /** The shortest that the clock can tell. */
    static final DurationConverter LENGTHS = new DurationConverter(Duration.ofMillis(10));

    private Lease() {}

    static long millis(Duration length) {
        return length.toMillis();
    }
}
