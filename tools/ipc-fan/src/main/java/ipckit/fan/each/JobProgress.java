package ipckit.fan.each;

import ipckit.common.CountedNoun;
import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/** Counts the jobs that have ended, have failed, or were skipped. Safe for several threads. */
final class JobProgress {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private long ended;
    private long failed;
    private long skipped;

    /**
     * Counts a job that has ended.
     *
     * @param halt the condition under which failed jobs halt the pool
     * @return whether the job failed and the condition {@code halt} is now fulfilled
     */
    synchronized boolean add(boolean succeeded, HaltCondition halt) {
        ended++;
        if (succeeded) {
            return false;
        }
        failed++;
        return halt.isMet(failed, ended);
    }

    /** Counts a job that is skipped because the job succeeded in an earlier run. */
    synchronized void addSkipped() {
        skipped++;
    }

    /**
     * Returns the number of failed jobs as a phrase: "1 job has failed" or "3 jobs have failed".
     */
    synchronized String failures() {
        return CountedNoun.of(failed, "job") + (failed == 1 ? " has failed" : " have failed");
    }

    /**
     * Returns the progress line, for example {@code 12 of 80 done, 1 failed, 3.5/s, 20s left}.
     *
     * @param total the number of jobs; -1 if the number is unknown
     * @param now the current time of {@link System#nanoTime}
     */
    synchronized String line(long total, long now) {
        StringBuilder line = new StringBuilder().append(ended + skipped);
        if (total >= 0) {
            line.append(" of ").append(total);
        }
        line.append(" done");
        if (failed > 0) {
            line.append(", ").append(failed).append(" failed");
        }
        double rate = ended / Math.max((now - start) / NANOS_PER_SECOND, 1 / NANOS_PER_SECOND);
        if (ended > 0) {
            line.append(", ").append(rate < 100 ? Math.round(rate * 10) / 10.0 : Math.round(rate));
            line.append("/s");
        }
        if (ended > 0 && total >= 0) {
            long seconds = Math.round((total - ended - skipped) / rate);
            line.append(", ").append(time(seconds)).append(" left");
        }
        return line.toString();
    }

    /** Returns a time as text: in hours and minutes, in minutes and seconds, or in seconds. */
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
