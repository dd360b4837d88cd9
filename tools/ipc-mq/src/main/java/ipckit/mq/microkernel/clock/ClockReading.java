package ipckit.mq.microkernel.clock;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Timestamps;

import java.nio.charset.StandardCharsets;

/**
 * The time that the clock service sends as its reply: a line with the date and the monotonic time,
 * separated by a blank.
 *
 * @param date the date and time in UTC with milliseconds, as in ISO 8601
 * @param nanos the time of the monotonic clock in nanoseconds
 */
record ClockReading(String date, long nanos) {
    /** Reads the date and the monotonic clock. */
    static ClockReading now() {
        return new ClockReading(Timestamps.iso(System.currentTimeMillis()), System.nanoTime());
    }

    /** Returns the line that the service sends. */
    String line() {
        return date + " " + nanos;
    }

    /**
     * Parses the reply of the service.
     *
     * @throws IpcException CORRUPT if the reply has another form
     */
    static ClockReading parse(byte[] reply) {
        String[] words = new String(reply, StandardCharsets.UTF_8).strip().split(" ");
        try {
            if (words.length == 2) {
                return new ClockReading(words[0], Long.parseLong(words[1]));
            }
        } catch (NumberFormatException e) {
            // The reply is refused below.
        }
        throw new IpcException(Category.CORRUPT, "the clock has sent no time");
    }
}
