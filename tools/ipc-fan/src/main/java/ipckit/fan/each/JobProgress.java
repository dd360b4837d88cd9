package ipckit.fan.each;

import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** How many jobs there have been. Safe for several threads. */
final class JobProgress {
    private static final double NANOS_A_SECOND = 1e9;

    private final long start = System.nanoTime();
    private long done;
    private long failed;
    private long skipped;

    /**
     * One is done.
     *
     * @return whether that is one failure too many
     */
    synchronized boolean ended(boolean well, HaltCondition halt) {
        done++;
        if (well) {
            return false;
        }
        failed++;
        return halt.isReached(failed, done);
    }

    /** One needs not be done. */
    synchronized void skipped() {
        skipped++;
    }

    /** How many have failed, in words. */
    synchronized String failures() {
        return failed == 1 ? "1 job has failed" : failed + " jobs have failed";
    }

    /**
     * How far it is, and how long it will take: {@code 12 of 80 done, 1 failed, 3.5/s, 20s left}.
     *
     * @param total how many there are; -1 if that is not known
     * @param now as {@link System#nanoTime} has it
     */
    synchronized String line(long total, long now) {
        StringBuilder line = new StringBuilder().append(done + skipped);
        if (total >= 0) {
            line.append(" of ").append(total);
        }
        line.append(" done");
        if (failed > 0) {
            line.append(", ").append(failed).append(" failed");
        }
        double rate = done / Math.max((now - start) / NANOS_A_SECOND, 1 / NANOS_A_SECOND);
        if (done > 0) {
            line.append(", ").append(rate < 100 ? Math.round(rate * 10) / 10.0 : Math.round(rate));
            line.append("/s");
        }
        if (done > 0 && total >= 0) {
            long seconds = Math.round((total - done - skipped) / rate);
            line.append(", ").append(time(seconds)).append(" left");
        }
        return line.toString();
    }

    /** Hours and minutes, or minutes and seconds, or seconds. */
    private static String time(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        if (left.toHours() > 0) {
            return left.toHours() + "h" + left.toMinutesPart() + "m";
        }
        return left.toMinutes() > 0
                ? left.toMinutes() + "m" + left.toSecondsPart() + "s"
                : DurationConverter.ANY.show(left);
    }
}
