package ipckit.fan.each;

import ipckit.common.CountedNoun;
import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts the jobs that have ended, have failed, or were skipped, and remembers which jobs failed
 * first. This class is safe for several threads.
 */
final class JobProgress {
    /** The maximum number of failed jobs that the line of {@link #failures} names. */
    private static final int MOST_NAMED = 10;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private long ended;
    private long failed;
    private long skipped;

    /** The numbers of the jobs that failed first, at most {@link #MOST_NAMED}. */
    private final List<Long> named = new ArrayList<>();

    /**
     * Counts a job that has ended, and returns whether the pool must halt because of this job.
     *
     * @param halt the condition that halts the pool, for example 3 failed jobs
     */
    synchronized boolean add(long number, boolean succeeded, HaltCondition halt) {
        ended++;
        if (!succeeded) {
            failed++;
            if (named.size() < MOST_NAMED) {
                named.add(number);
            }
        }
        return succeeded == halt.onSuccess() && halt.isMet(ended - failed, failed);
    }

    /** Counts a job that is skipped because it succeeded in an earlier run of {@code each}. */
    synchronized void addSkipped() {
        skipped++;
    }

    /**
     * Returns a phrase with the number of jobs that a condition counts: "1 job has failed" or "3
     * jobs have succeeded".
     */
    synchronized String counted(HaltCondition halt) {
        long count = halt.onSuccess() ? ended - failed : failed;
        String result = halt.onSuccess() ? "succeeded" : "failed";
        return CountedNoun.of(count, "job") + (count == 1 ? " has " : " have ") + result;
    }

    /**
     * Returns the line that is printed about failed jobs at the end of {@code each}, for example
     * {@code 3 of 1000 jobs failed: 17, 205, 981}. Returns null if no job failed.
     */
    synchronized String failures() {
        if (failed == 0) {
            return null;
        }
        String numbers =
                named.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        String more = failed > named.size() ? " and " + (failed - named.size()) + " more" : "";
        return failed + " of " + CountedNoun.of(ended, "job") + " failed: " + numbers + more;
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
