package ipckit.fan.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The limits of the system that bound the number of jobs.
 *
 * @param openFiles the descriptors that this process may have open
 * @param processes the processes and threads that the user may have
 */
record SystemLimits(long openFiles, long processes) {
    /**
     * The descriptors that a job needs in this process: both pipes, and as many while it starts.
     */
    private static final int DESCRIPTORS_PER_JOB = 4;

    /**
     * The processes and threads that a job needs: its own and our threads, and as many to start.
     */
    private static final int PROCESSES_PER_JOB = 8;

    private static final Path RESOURCE_LIMITS = Path.of("/proc/self/limits");
    private static final Path HIGHEST_PID = Path.of("/proc/sys/kernel/pid_max");

    /** Reads the limits from {@code /proc}; a limit that cannot be read bounds nothing. */
    static SystemLimits read() {
        String limits = text(RESOURCE_LIMITS);
        return new SystemLimits(
                softLimit(limits, "Max open files"),
                Math.min(softLimit(limits, "Max processes"), number(text(HIGHEST_PID).strip())));
    }

    /** Reads with one large call: a file of {@code /proc/sys} ends after the first read. */
    private static String text(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return reader.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Each line has a name, the soft limit, the hard limit and the unit. */
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

    /** Returns the number of jobs that these limits allow, at least 1. */
    int jobs() {
        long jobs = Math.min(openFiles / DESCRIPTORS_PER_JOB, processes / PROCESSES_PER_JOB);
        return Math.clamp(jobs, 1, Short.MAX_VALUE);
    }
}
