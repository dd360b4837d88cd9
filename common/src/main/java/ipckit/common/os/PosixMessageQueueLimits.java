package ipckit.common.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the kernel allows POSIX message queues, as mq_overview(7) has it; texts, because they are
 * shown.
 *
 * @param messages how many one may hold
 * @param size how many bytes a message may have
 * @param queues how many there may be
 * @param memory how many bytes all of a user's may need
 */
public record PosixMessageQueueLimits(String messages, String size, String queues, String memory) {
    private static final Path DIRECTORY = Path.of("/proc/sys/fs/mqueue");
    private static final Path RESOURCES = Path.of("/proc/self/limits");
    private static final String MEMORY = "Max msgqueue size";
    private static final String UNKNOWN = "unknown";

    /** Those that hold now, for this process. */
    public static PosixMessageQueueLimits read() {
        return new PosixMessageQueueLimits(
                setting("msg_max"), setting("msgsize_max"), setting("queues_max"), memoryLimit());
    }

    /** Why a queue of this size cannot be. */
    String ofOne() {
        return "the kernel allows "
                + messages
                + " messages in a queue (fs.mqueue.msg_max), each of "
                + size
                + " bytes (fs.mqueue.msgsize_max)";
    }

    /** Why there cannot be another. */
    String ofNumber() {
        return "the kernel allows " + queues + " queues (fs.mqueue.queues_max)";
    }

    /** Why there is no memory for it. */
    String ofMemory() {
        return "all queues of a user may need "
                + memory
                + " bytes (RLIMIT_MSGQUEUE, see ulimit -q), and this one would need more than is"
                + " left";
    }

    /** By one large read: such a file is at its end after the first, however short that was. */
    private static String setting(String name) {
        try (BufferedReader file = Files.newBufferedReader(DIRECTORY.resolve(name))) {
            String line = file.readLine();
            return line == null ? UNKNOWN : line.strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Name, soft limit, hard limit and unit, with blanks between. */
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
