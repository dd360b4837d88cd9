package ipckit.mq.manage;

import ipckit.common.mailbox.MailboxSnapshot;

/** How full a mailbox is, in a word. */
final class FillLevel {
    private FillLevel() {}

    static String word(MailboxSnapshot seen) {
        if (seen.removed()) {
            return "removed";
        }
        int all = seen.ready() + seen.claimed();
        if (all == 0) {
            return "empty";
        }
        return !seen.spec().isRendezvous() && all >= seen.spec().capacity() ? "full" : "in use";
    }
}
