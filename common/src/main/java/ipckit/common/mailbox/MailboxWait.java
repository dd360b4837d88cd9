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
    LOCK,
    SETTLEMENT;

    /**
     * Returns the text for an ordinal that is stored in shared memory, for example {@code messages}
     * for 1. Returns an empty text for 0 and for a number that is not an ordinal.
     */
    static String text(int stored) {
        return stored > 0 && stored < values().length
                ? values()[stored].name().toLowerCase(Locale.ROOT)
                : "";
    }
}
