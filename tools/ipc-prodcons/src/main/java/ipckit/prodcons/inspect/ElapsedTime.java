package ipckit.prodcons.inspect;

/** Formats the time between two instants as one number with one unit. */
final class ElapsedTime {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long FEW = 2;

    private ElapsedTime() {}

    /**
     * Returns the elapsed time, for example {@code 250 ms}, {@code 3 s}, {@code 5 min} or {@code 12
     * h}.
     *
     * @param then the earlier instant, in milliseconds since 1970
     * @param now the later instant, in milliseconds since 1970
     */
    static String since(long then, long now) {
        long millis = Math.max(0, now - then);
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < FEW * MINUTE) {
            return millis / SECOND + " s";
        }
        return millis < FEW * HOUR ? millis / MINUTE + " min" : millis / HOUR + " h";
    }
}
