package ipckit.fan.joblog;

import ipckit.common.IpcException;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of earlier runs of {@code each} that failed when they were run last. Immutable after
 * {@link #read}.
 */
public final class FailedJobs {
    private final Map<LoggedCommand, Map<JobDigest, LoggedJob>> jobs = new LinkedHashMap<>();

    private FailedJobs() {}

    /**
     * Reads a job log.
     *
     * @throws IpcException UNUSABLE if the file is not a job log; IO if it cannot be read; FAILED
     *     if the memory is too small for the failed jobs of the log
     */
    public static FailedJobs read(Path file) {
        FailedJobs failed = new FailedJobs();
        JobLogReader.read(file, failed::add);
        return failed;
    }

    private void add(LoggedJob job, boolean isSuccess) {
        JobDigest digest = JobDigest.of(job);
        Map<JobDigest, LoggedJob> failed =
                jobs.computeIfAbsent(job.command(), _ -> new LinkedHashMap<>());
        if (isSuccess) {
            failed.remove(digest);
        } else {
            failed.put(digest, job);
        }
    }

    /** Returns the failed jobs of a command, sorted by number. */
    public List<LoggedJob> of(LoggedCommand command) {
        return jobs.getOrDefault(command, Map.of()).values().stream()
                .sorted(Comparator.comparingLong(LoggedJob::number))
                .toList();
    }

    /** Returns the commands with at least one failed job. */
    public List<LoggedCommand> commands() {
        return jobs.keySet().stream().filter(command -> !of(command).isEmpty()).toList();
    }
}
