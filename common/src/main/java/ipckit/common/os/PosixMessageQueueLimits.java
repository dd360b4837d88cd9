package ipckit.common.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The kernel's limits on POSIX message queues (mq_overview(7)), as text for error messages.
 *
 * @param messages the largest number of messages in a queue
 * @param size the size of the largest message in bytes
 * @param queues the largest number of queues
 * @param memory the largest number of bytes that all queues of a user may need together
 */
public record PosixMessageQueueLimits(String messages, String size, String queues, String memory) {
    private static final Path DIRECTORY = Path.of("/proc/sys/fs/mqueue");
    private static final Path RESOURCES = Path.of("/proc/self/limits");
    private static final String MEMORY = "Max msgqueue size";
    private static final String UNKNOWN = "unknown";

    /** Reads the present limits of this process. */
    public static PosixMessageQueueLimits read() {
        return new PosixMessageQueueLimits(
                setting("msg_max"), setting("msgsize_max"), setting("queues_max"), memoryLimit());
    }

    /**
     * Returns the error message for a new queue that exceeds the limit on the number or the size of
     * its messages.
     */
    String ofOne() {
        return "the kernel allows %s messages in a queue (fs.mqueue.msg_max), each of %s bytes"
                        .formatted(messages, size)
                + " (fs.mqueue.msgsize_max)";
    }

    /** Returns the error message for a new queue that exceeds the limit on the number of queues. */
    String ofNumber() {
        return "the kernel allows " + queues + " queues (fs.mqueue.queues_max)";
    }

    /**
     * Returns the error message for a new queue that exceeds the limit on the memory of all queues.
     */
    String ofMemory() {
        return "all queues of a user may need "
                + memory
                + " bytes (RLIMIT_MSGQUEUE, see ulimit -q), and this one would need more than is"
                + " left";
    }

    private static String setting(String name) {
        try (BufferedReader file = Files.newBufferedReader(DIRECTORY.resolve(name))) {
            String line = file.readLine();
            return line == null ? UNKNOWN : line.strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /**
     * Returns the soft limit on the memory of queues. Each line of {@code /proc/self/limits} has a
     * name, a soft limit, a hard limit and a unit.
     */
    private static String memoryLimit() {
        try (Stream<String> lines = Files.lines(RESOURCES)) {
            return lines.filter(line -> line.startsWith(MEMORY))
                    .map(line -> line.substring(MEMORY.length()).strip().split(" ")[0])
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
