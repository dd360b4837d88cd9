package ipckit.mq.receive;

import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** Lengths of time for which a message is hidden. */
final class LeaseDuration {
    /** The shortest that the clock can tell. */
    static final DurationConverter LENGTHS = new DurationConverter(Duration.ofMillis(10));

    private LeaseDuration() {}

    public static long millis(Duration length) {
        return length.toMillis();
    }
}
