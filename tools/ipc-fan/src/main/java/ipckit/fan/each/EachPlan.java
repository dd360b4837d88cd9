package ipckit.fan.each;

import ipckit.fan.each.input.InputPlan;
import ipckit.fan.each.output.OutputMode;
import ipckit.fan.each.template.CommandTemplate;
import ipckit.fan.pool.StreamPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The values of the options of {@code ipc-fan each}.
 *
 * @param stream the values of the options that {@code each} shares with other verbs of {@code
 *     ipc-fan}, for example the words of the command, the format of the records, and the number of
 *     jobs
 * @param input the sources of the records, and the way in which records become values
 * @param template the command, whose placeholders are replaced for each record
 * @param readsRecord whether the command reads the record from standard input
 * @param output the way in which the output of jobs is written
 * @param tries the number of retries of a failed job, and the time limit of each execution of the
 *     command
 * @param starts the time between the starts of jobs, and the condition under which no more jobs
 *     start
 * @param log the job log, if the user wants a log
 * @param progress whether a line on the terminal shows the progress
 */
record EachPlan(
        StreamPlan stream,
        InputPlan input,
        CommandTemplate template,
        boolean readsRecord,
        OutputMode output,
        Tries tries,
        Starts starts,
        Optional<Log> log,
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
     * @param resumed whether jobs that succeeded according to the file are skipped
     */
    record Log(Path file, boolean resumed) {}
}
