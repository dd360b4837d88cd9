package ipckit.mq.manage;

import ipckit.common.mailbox.MailboxSnapshot;

/** Names the fill level of a mailbox, as {@code ls} and {@code stat} print it. */
final class FillLevel {
    private FillLevel() {}

    /** Returns {@code empty}, {@code in use}, {@code full} or {@code removed}. */
    static String of(MailboxSnapshot seen) {
        if (seen.removed()) {
            return "removed";
        }
        int held = seen.ready() + seen.claimed();
        if (held == 0) {
            return "empty";
        }
        return !seen.spec().isRendezvous() && held >= seen.spec().capacity() ? "full" : "in use";
    }
}
