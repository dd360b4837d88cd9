package ipckit.fan.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The system's limits that determine the maximum number of jobs.
 *
 * @param openFiles the maximum number of open descriptors of this process
 * @param processes the maximum number of processes and threads of the user
 */
record SystemLimits(long openFiles, long processes) {
    /**
     * The number of descriptors that a job needs in this process: two for pipes, and two more while
     * the job starts.
     */
    private static final int DESCRIPTORS_PER_JOB = 4;

    /**
     * The number of processes and threads that a job needs. A job has processes of its own, threads
     * in this program, and further processes while the job starts.
     */
    private static final int PROCESSES_PER_JOB = 8;

    private static final Path RESOURCE_LIMITS = Path.of("/proc/self/limits");
    private static final Path HIGHEST_PID = Path.of("/proc/sys/kernel/pid_max");

    /** Reads the limits from {@code /proc}. A limit that cannot be read counts as unlimited. */
    static SystemLimits read() {
        String limits = text(RESOURCE_LIMITS);
        return new SystemLimits(
                softLimit(limits, "Max open files"),
                Math.min(softLimit(limits, "Max processes"), number(text(HIGHEST_PID).strip())));
    }

    /**
     * Reads a file with one large read. A second read of a file in {@code /proc/sys} returns
     * nothing, so the end of the content would be lost if the first read was too short.
     */
    private static String text(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return reader.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Returns the soft limit with the given name from the text of {@code /proc/self/limits}. Each
     * line of {@code limits} has a name, the soft limit, the hard limit and the unit.
     */
    static long softLimit(String limits, String name) {
        return limits.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> number(line.substring(name.length()).strip().split(" ")[0]))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /** Returns the number of jobs that these limits allow, which is at least 1. */
    int jobs() {
        long jobs = Math.min(openFiles / DESCRIPTORS_PER_JOB, processes / PROCESSES_PER_JOB);
        return Math.clamp(jobs, 1, Short.MAX_VALUE);
    }
}
