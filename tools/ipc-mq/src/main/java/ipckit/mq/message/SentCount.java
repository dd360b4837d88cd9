package ipckit.mq.message;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/** Adds to an error message how many messages were sent before the failure. */
public final class SentCount {
    private SentCount() {}

    /**
     * Returns an exception like {@code e} whose error message also contains the number of sent
     * messages.
     *
     * <p>If no message was sent, returns {@code e} unchanged in two cases: the user gave a single
     * message as an argument, or {@code e} reports a usage error.
     *
     * @param sent the number of messages that were sent before the failure
     * @param messages the bodies as the user gave them; {@link MessageInput#STDIN} stands for the
     *     messages on stdin
     */
    public static IpcException addTo(IpcException e, long sent, List<String> messages) {
        boolean onlyOne = messages.size() == 1 && !messages.contains(MessageInput.STDIN);
        if (sent == 0 && (onlyOne || e.category() == Category.USAGE)) {
            return e;
        }
        return new IpcException(
                e.category(), e.getMessage() + "; " + CountedNoun.of(sent, "message") + " sent", e);
    }
}
