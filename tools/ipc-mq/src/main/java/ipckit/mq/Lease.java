package ipckit.mq;

import ipckit.common.cli.Durations;

import java.time.Duration;

/** Lengths of time for which a message is hidden. */
final class Lease {
    /** The shortest that the clock can tell. */
    static final Durations LENGTHS = new Durations(Duration.ofMillis(10));

    private Lease() {}

    static long millis(Duration length) {
        return length.toMillis();
    }
}
