package ipckit.mq.receive;

import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** The duration of a lease, as {@code recv --lease} and {@code extend} accept it. */
final class LeaseDuration {
    /** Accepts 10 ms and more: the clock that measures leases counts hundredths of a second. */
    static final DurationConverter CONVERTER = new DurationConverter(Duration.ofMillis(10));

    private LeaseDuration() {}
}
