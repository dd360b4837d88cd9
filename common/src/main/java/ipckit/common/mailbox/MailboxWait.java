package ipckit.common.mailbox;

import java.util.Locale;

/**
 * The event that a participant of a mailbox waits for. The ordinals of the constants are stored in
 * shared memory.
 */
enum MailboxWait {
    NOTHING,
    MESSAGES,
    ROOM,
    ANSWER,
    LOCK;

    /**
     * Returns the text for a stored ordinal, for example {@code messages} for 1; empty if the
     * ordinal is 0 or impossible.
     */
    static String text(int stored) {
        return stored > 0 && stored < values().length
                ? values()[stored].name().toLowerCase(Locale.ROOT)
                : "";
    }
}
