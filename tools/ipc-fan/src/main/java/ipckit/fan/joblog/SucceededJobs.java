package ipckit.fan.joblog;

import ipckit.common.IpcException;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The jobs that succeeded when they were run last, according to a job log of earlier runs of {@code
 * each}. The object keeps only the digests of the jobs, so that it has room for the jobs of a long
 * log. Immutable after {@link #read}.
 */
public final class SucceededJobs {
    private final DigestSet jobs = new DigestSet();

    private SucceededJobs() {}

    /**
     * Reads a job log. A file that does not exist is an empty log.
     *
     * @throws IpcException UNUSABLE if the file is not a job log; IO if it cannot be read; FAILED
     *     if the memory is too small for the jobs of the log
     */
    public static SucceededJobs read(Path file) {
        SucceededJobs succeeded = new SucceededJobs();
        if (!Files.notExists(file)) {
            JobLogReader.read(file, succeeded::add);
        }
        return succeeded;
    }

    private void add(LoggedJob job, boolean isSuccess) {
        JobDigest digest = JobDigest.of(job);
        if (isSuccess) {
            jobs.add(digest);
        } else {
            jobs.remove(digest);
        }
    }

    /** Returns whether a job succeeded when it was run last. */
    public boolean contains(LoggedJob job) {
        return jobs.contains(JobDigest.of(job));
    }
}
