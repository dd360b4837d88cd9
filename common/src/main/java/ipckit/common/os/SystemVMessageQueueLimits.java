package ipckit.common.os;

import ipckit.common.CountedNoun;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's limits on System V message queues (sysvipc(7)).
 *
 * @param messageSize the size of the largest message in bytes
 * @param queueSize the largest total size of all messages in a queue, in bytes; a privileged
 *     process may set a larger size
 * @param queues the largest number of queues
 */
public record SystemVMessageQueueLimits(long messageSize, long queueSize, long queues) {
    private static final Path DIRECTORY = Path.of("/proc/sys/kernel");

    /**
     * Reads the present limits. A limit that cannot be read is {@link Integer#MAX_VALUE}, the
     * largest value that the kernel allows.
     */
    public static SystemVMessageQueueLimits read() {
        return new SystemVMessageQueueLimits(
                setting("msgmax"), setting("msgmnb"), setting("msgmni"));
    }

    /** Returns the error message for a message that is too large. */
    String ofMessage(long length) {
        return "a message of "
                + CountedNoun.of(length, "byte")
                + ", and the kernel allows at most "
                + messageSize
                + " (kernel.msgmax)";
    }

    /** Returns the error message for a queue whose total size is too large. */
    String ofQueue() {
        return "the kernel allows "
                + CountedNoun.of(queueSize, "byte")
                + " in a queue (kernel.msgmnb)";
    }

    /** Returns the error message for a new queue that exceeds the limit on the number of queues. */
    String ofNumber() {
        return "the kernel allows " + CountedNoun.of(queues, "queue") + " (kernel.msgmni)";
    }

    private static long setting(String name) {
        try (BufferedReader file = Files.newBufferedReader(DIRECTORY.resolve(name))) {
            return Long.parseLong(file.readLine().strip());
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }
}
