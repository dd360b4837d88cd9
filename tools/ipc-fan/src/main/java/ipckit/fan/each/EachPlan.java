package ipckit.fan.each;

import ipckit.common.pipe.Framing;
import ipckit.fan.pool.PoolLimits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The values of the options of {@code ipc-fan each}.
 *
 * @param command the command, and how it receives records
 * @param tries when a job is tried again, and when a try is ended
 * @param starts when jobs start, and when no more jobs are started
 * @param output how the output of jobs is written
 * @param log the job log, if there is one
 * @param progress whether a line on the terminal shows the progress
 * @param limits the number of jobs, and how the pool ends
 */
record EachPlan(
        Command command,
        Tries tries,
        Starts starts,
        Output output,
        Optional<Log> log,
        boolean progress,
        PoolLimits limits) {
    /**
     * The command of a job.
     *
     * @param words the words of the user's command
     * @param template the same words with their placeholders
     * @param framing how records are separated
     * @param readsRecord whether the command reads the record from standard input
     */
    record Command(
            List<String> words, CommandTemplate template, Framing framing, boolean readsRecord) {}

    /**
     * The tries of a job.
     *
     * @param retries the number of additional tries of a failed job
     * @param timeout the time limit of each try
     */
    record Tries(long retries, Optional<Duration> timeout) {}

    /**
     * The starts of jobs.
     *
     * @param halt the condition under which no more jobs start
     * @param delay the minimum time between two starts
     */
    record Starts(HaltCondition halt, Duration delay) {}

    /**
     * The output of jobs.
     *
     * @param order the order in which output is written
     * @param tagged whether each line begins with the record and a tab
     */
    record Output(Order order, boolean tagged) {}

    /** The order in which the output of jobs is written. */
    enum Order {
        /** Each line is written as soon as the line is complete. */
        LINES,
        /** The output of each job is written as a whole, in the order of the records. */
        KEPT,
        /** Each job writes directly to the standard output of this program. */
        DIRECT
    }

    /**
     * The job log.
     *
     * @param file the file, to which lines are appended
     * @param resumed whether jobs that succeeded according to the file are skipped
     */
    record Log(Path file, boolean resumed) {}
}
