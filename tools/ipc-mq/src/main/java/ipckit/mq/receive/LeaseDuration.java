package ipckit.mq.receive;

import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** The duration of a lease, as {@code recv --lease} and {@code extend} accept it. */
final class LeaseDuration {
    /** Accepts durations of at least 10 ms, the resolution of the clock that measures leases. */
    static final DurationConverter CONVERTER = new DurationConverter(Duration.ofMillis(10));

    private LeaseDuration() {}
}
