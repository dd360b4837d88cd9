package ipckit.fan.each;

import ipckit.common.cli.output.Console;
import ipckit.fan.each.input.InputPlan;
import ipckit.fan.each.output.OutputMode;
import ipckit.fan.each.template.CommandTemplate;
import ipckit.fan.joblog.LoggedCommand;
import ipckit.fan.joblog.LoggedJob;
import ipckit.fan.joblog.SucceededJobs;
import ipckit.fan.pool.StreamPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The values of the options of {@code ipc-fan each}.
 *
 * @param stream the values of the options that {@code each} shares with other verbs of {@code
 *     ipc-fan}, for example the words of the command, the format of the records, and the number of
 *     jobs
 * @param records the sources of the records, or the records themselves
 * @param template the command, whose placeholders are replaced for each record
 * @param readsRecord whether the command reads the record from standard input
 * @param output the way in which the output of jobs is written
 * @param tries the number of retries of a failed job, and the time limit of each try
 * @param starts the time between the starts of jobs, and the condition under which no more jobs
 *     start
 * @param log the job log, if the user wants a log
 * @param progress whether a line on the terminal shows the progress
 */
record EachPlan(
        StreamPlan stream,
        Records records,
        CommandTemplate template,
        boolean readsRecord,
        OutputMode output,
        Tries tries,
        Starts starts,
        Optional<Log> log,
        boolean progress) {
    /** The records for which jobs are run. */
    sealed interface Records {
        /**
         * Returns the queue of the records.
         *
         * @param ahead the approximate number of bytes that the queue may read ahead from the
         *     sources
         * @param skipped returns true for a record for which no job is run
         */
        RecordQueue queue(Console console, long ahead, Predicate<JobRecord> skipped);

        /** Returns whether records are read from standard input. */
        boolean readsStdin();
    }

    /**
     * Records that are read from their sources.
     *
     * @param input the sources, and the way in which the values for the placeholders of the command
     *     are made from the records
     */
    record SourceRecords(InputPlan input) implements Records {
        @Override
        public RecordQueue queue(Console console, long ahead, Predicate<JobRecord> skipped) {
            return new RecordQueue(input.open(console), ahead, skipped);
        }

        @Override
        public boolean readsStdin() {
            return input.readsStdin();
        }
    }

    /** The records of the jobs that failed in earlier runs of {@code each} and are run again. */
    record FailedRecords(List<JobRecord> records) implements Records {
        @Override
        public RecordQueue queue(Console console, long ahead, Predicate<JobRecord> skipped) {
            return new RecordQueue(records);
        }

        @Override
        public boolean readsStdin() {
            return false;
        }
    }

    /**
     * The limits for the tries of one job.
     *
     * @param retries the maximum number of tries after the first one
     * @param timeout the time limit of each try; empty for no limit
     * @param grace the longest time for which running tries may continue after a signal has asked
     *     this program to end; empty for no limit
     */
    record Tries(long retries, Optional<Duration> timeout, Optional<Duration> grace) {}

    /**
     * The values of the options that decide when jobs start: {@code --halt} and {@code --delay}.
     *
     * @param halt the condition under which no more jobs start
     * @param delay the minimum time between two starts
     */
    record Starts(HaltCondition halt, Duration delay) {}

    /**
     * The job log.
     *
     * @param file the file, to which lines are appended
     * @param command the command of the jobs, which each line contains
     * @param done the jobs that are skipped, because they succeeded in an earlier run of {@code
     *     each}; empty without {@code --resume}
     */
    record Log(Path file, LoggedCommand command, Optional<SucceededJobs> done) {}

    /**
     * Returns whether the job of a record is skipped, because it succeeded in an earlier run of
     * {@code each}.
     */
    boolean isDone(JobRecord record) {
        if (log.isEmpty() || log.get().done.isEmpty()) {
            return false;
        }
        LoggedJob job =
                new LoggedJob(log.get().command, record.number(), record.bytes(), record.values());
        return log.get().done.get().contains(job);
    }
}
