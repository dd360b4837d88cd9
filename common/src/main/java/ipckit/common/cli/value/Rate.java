package ipckit.common.cli.value;

/**
 * A number of events in a span of time.
 *
 * @param count the number of events, at least 1
 * @param perNanos the span in nanoseconds
 */
public record Rate(long count, long perNanos) {}
