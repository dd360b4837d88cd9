package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;

/**
 * The events of a mailbox, on which its participants sleep. A participant that changes the mailbox
 * under the lock records which events its changes cause, and signals them after it has released the
 * lock. An instance belongs to one thread.
 */
final class MailboxEvents {
    private final Event arrivals;
    private final Event room;
    private final Event answers;
    private final EntryTable entries;
    private boolean arrived;
    private boolean freed;

    /**
     * True if {@link #signal} must wake the senders that wait until their message is received, has
     * a reply, or is no longer pending.
     */
    private boolean answered;

    MailboxEvents(Mapping shared, Doorbell doorbell, EntryTable entries) {
        this.arrivals = new Event(shared, MailboxLayout.ARRIVALS, doorbell);
        this.room = new Event(shared, MailboxLayout.ROOM, doorbell);
        this.answers = new Event(shared, MailboxLayout.ANSWERS, doorbell);
        this.entries = entries;
    }

    /** Returns the event that wakes a participant that waits for {@code reason}. */
    Event of(MailboxWait reason) {
        return switch (reason) {
            case MESSAGES -> arrivals;
            case ROOM, SETTLEMENT -> room;
            default -> answers;
        };
    }

    /** Makes {@link #signal} wake the receivers that wait for messages. */
    void arrived() {
        arrived = true;
    }

    /**
     * Makes {@link #signal} wake the senders that wait for room, because an entry became free. A
     * pending message (a message that was sent to a full mailbox) may become ready at the same
     * time. Therefore, if any message is ready, {@link #signal} also wakes the receivers and the
     * senders of pending messages.
     */
    void freed() {
        if (entries.ready() > 0) {
            arrived = true;
            answered = true;
        }
        freed = true;
    }

    /**
     * Makes {@link #signal} wake the senders that wait until their message is received, has a
     * reply, or is no longer pending.
     */
    void answered() {
        answered = true;
    }

    /**
     * Makes {@link #signal} wake the senders that wait for room. Unlike {@link #freed}, this method
     * never makes {@link #signal} wake the receivers that wait for messages, or the senders of
     * pending messages.
     */
    void gainedRoom() {
        freed = true;
    }

    /**
     * Signals the recorded events. Before the call, the caller must have made the changes that
     * cause these events, and then released the lock. The release makes the changes visible to the
     * woken participants.
     */
    void signal() {
        if (arrived) {
            arrived = false;
            arrivals.signalAfterSwap();
        }
        if (freed) {
            freed = false;
            room.signalAfterSwap();
        }
        if (answered) {
            answered = false;
            answers.signalAfterSwap();
        }
    }

    /**
     * Wakes all senders that wait until their message is received, has a reply, or is no longer
     * pending. Also wakes all callers that wait until a service is attached.
     */
    void signalAnswers() {
        answers.signal();
    }

    /** Wakes all participants. */
    void signalAll() {
        arrivals.signal();
        room.signal();
        answers.signal();
    }
}
