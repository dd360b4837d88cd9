package ipckit.common.mailbox.torture;

import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.ReceiverPolicy;

/**
 * The kinds of mailbox that the torture test uses. The bounded mailboxes are so small that they are
 * often full.
 */
enum MailboxTortureMode {
    HAND_TO_HAND(0, false),
    ONE(1, false),
    FEW(5, false),
    MANY(64, false),
    UNBOUNDED(MailboxSpec.UNBOUNDED, false),
    DURABLE(16, true);

    static final int LONGEST = 2500;

    private final int capacity;
    private final boolean durable;

    MailboxTortureMode(int capacity, boolean durable) {
        this.capacity = capacity;
        this.durable = durable;
    }

    MailboxSpec spec() {
        return new MailboxSpec(capacity, LONGEST, false, ReceiverPolicy.ANY, durable, null);
    }
}
