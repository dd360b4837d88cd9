package ipckit.mq.receive;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.mailbox.FailedDeliveries;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.process.ExitResult;
import ipckit.mq.message.MessageTemplate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers that tell why a message is a dead letter. Every output format that contains the
 * headers of a message also contains these headers.
 */
final class DeadLetterHeaders {
    /** The mailbox from which the message came. */
    private static final String FAILED_IN = "failed-in";

    /** The number of failed tries. */
    private static final String FAILED_TRIES = "failed-tries";

    /**
     * The reason why the message is a dead letter: the result of its last try, or the number of its
     * lost deliveries.
     */
    private static final String FAILED_WITH = "failed-with";

    /**
     * The time of the last try. If the message is a dead letter because deliveries were lost, this
     * header contains the time at which the message became a dead letter.
     */
    private static final String FAILED_AT = "failed-at";

    private static final List<String> ALL =
            List.of(FAILED_IN, FAILED_TRIES, FAILED_WITH, FAILED_AT);

    private DeadLetterHeaders() {}

    /**
     * Returns the message's metadata with the headers of a dead letter. If the sender gave no name,
     * sets the sender's name to the sender's process ID. If the metadata has no room for all
     * headers, adds only the header {@code failed-in}. If the metadata has no room for this header
     * either, returns the metadata unchanged.
     *
     * @param source the mailbox from which the message comes, as the user types its name
     * @param failures the failed deliveries of the message
     * @param byTry true if the message is a dead letter because its last try failed; false if too
     *     many deliveries were lost because receivers died or leases ended
     */
    static byte[] added(String source, Message message, FailedDeliveries failures, boolean byTry) {
        Map<String, String> origin = Map.of(FAILED_IN, source);
        Map<String, String> all = new LinkedHashMap<>(origin);
        all.put(FAILED_TRIES, Integer.toString(failures.tries()));
        all.put(
                FAILED_WITH,
                byTry
                        ? result(failures.result())
                        : CountedNoun.of(failures.lost(), "lost delivery"));
        all.put(FAILED_AT, Timestamps.iso(byTry ? failures.at() : System.currentTimeMillis()));
        return firstThatFits(message, all, origin);
    }

    /**
     * Returns the message's metadata without the headers of a dead letter. If the sender gave no
     * name, sets the sender's name to the sender's process ID. If the metadata has no room for this
     * name, returns the metadata unchanged.
     */
    static byte[] removed(Message message) {
        return firstThatFits(message, Map.of());
    }

    @SafeVarargs
    private static byte[] firstThatFits(Message message, Map<String, String>... additions) {
        MessageMetadata original = message.meta();
        for (Map<String, String> more : additions) {
            Map<String, String> headers = new LinkedHashMap<>(original.headers());
            headers.keySet().removeAll(ALL);
            headers.putAll(more);
            try {
                String sender = MessageTemplate.sender(message);
                return new MessageMetadata(sender, original.replyTo(), headers).bytes();
            } catch (IpcException e) {
                // The metadata has no room for these headers. A further attempt adds fewer headers.
            }
        }
        return original.bytes();
    }

    private static String result(int result) {
        int signal = Math.max(0, -result);
        return new ExitResult(signal == 0 ? result : -1, signal, Duration.ZERO, Duration.ZERO)
                .text();
    }
}
