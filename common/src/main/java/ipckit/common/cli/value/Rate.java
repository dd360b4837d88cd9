package ipckit.common.cli.value;

/**
 * So many in so long.
 *
 * @param count from 1
 * @param perNanos the span in nanoseconds
 */
public record Rate(long count, long perNanos) {}
