package ipckit.fan.each;

import ipckit.common.cli.output.Console;
import ipckit.fan.joblog.JobLogHistory;
import ipckit.fan.joblog.LoggedCommand;
import ipckit.fan.pool.StreamPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The values of the options of {@code ipc-fan each}.
 *
 * @param stream the values of the options that {@code each} shares with other verbs of {@code
 *     ipc-fan}, for example the words of the command, the format of the records, and the number of
 *     jobs
 * @param template the command, whose placeholders are replaced for each record
 * @param readsRecord whether the command reads the record from standard input
 * @param direct whether each job writes directly to the standard output of this program
 * @param tries the number of retries of a failed job, and the time limit of each execution of the
 *     command
 * @param starts the time between the starts of jobs, and the condition under which no more jobs
 *     start
 * @param log the job log, if the user wants a log
 * @param retried the records of the jobs that failed in earlier runs, if only these jobs are run
 * @param progress whether a line on the terminal shows the progress
 */
record EachPlan(
        StreamPlan stream,
        CommandTemplate template,
        boolean readsRecord,
        boolean direct,
        Tries tries,
        Starts starts,
        Optional<Log> log,
        Optional<List<JobRecord>> retried,
        boolean progress) {
    /**
     * The limits for the executions of one job's command.
     *
     * @param retries the maximum number of times that the command is executed again after a failure
     * @param timeout the time limit of each execution
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
     * The job log.
     *
     * @param file the file, to which lines are appended
     * @param command the command that the lines name
     * @param history the results of earlier runs, if jobs that succeeded are skipped
     */
    record Log(Path file, LoggedCommand command, Optional<JobLogHistory> history) {}

    /**
     * Returns the queue of the records.
     *
     * @param ahead the approximate number of bytes of standard input that the queue may hold
     */
    RecordQueue records(Console console, long ahead) {
        return retried.map(RecordQueue::new)
                .orElseGet(() -> new RecordQueue(console.stdin(), stream.framing(), ahead));
    }

    /** Returns whether the job of a record is skipped, because it succeeded in an earlier run. */
    boolean isDone(JobRecord record) {
        if (log.isEmpty() || log.get().history.isEmpty()) {
            return false;
        }
        JobLogHistory history = log.get().history.get();
        return history.hasSucceeded(log.get().command, record.number(), record.bytes());
    }
}
