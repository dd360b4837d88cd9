package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.ReceiverPolicy;
import ipckit.common.mailbox.Sender;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Registers tasks, and creates, lists and removes the links over which tasks send each other
 * messages.
 *
 * <p>A link has one mailbox per direction. The first send or the first receive in a direction
 * creates that direction's mailbox. The mailbox stays when its sender ends, so that the sender's
 * messages can still be received.
 *
 * <p>The first process that sends or receives over links under a task's name registers the task.
 * Registration creates the task's <em>door</em>, a mailbox that announces new links: every process
 * that creates a link to the task puts a message into the door (it knocks). The message wakes the
 * task, so the task need not search for new links at intervals.
 *
 * <p>This class is safe for several threads.
 */
public final class LinkRegistry {
    /** The prefix of a link's name, which has the form {@code link:FROM:TO}. */
    static final String SCHEME = "link:";

    private static final String DOORS = "task.";

    /**
     * The beginning of the names of all directories that contain the mailbox of a link. Unlike the
     * name of the link, the name of the directory gives the receiving task first: the link from
     * {@code alice} to {@code bob} is in {@code link:bob:alice}. Names of tasks contain no colon,
     * so the name of a directory belongs to one link only.
     */
    private static final String LINKS = "link:";

    /** The default capacity of a link in each direction, in messages, as in the textbook. */
    static final int STANDARD_CAPACITY = 8;

    /**
     * The properties of a door, the mailbox that announces new links to a task. A capacity of 8
     * messages is enough, because a single message wakes the task.
     */
    private static final MailboxSpec DOOR =
            new MailboxSpec(8, 0, true, ReceiverPolicy.ANY, false, null);

    /**
     * The largest total length of the names of a link's two tasks, in bytes. Both names are parts
     * of one file name, for which Linux allows 255 bytes. The rest is for the other parts of the
     * file name.
     */
    private static final int MOST_BYTES = 200;

    /**
     * The time between two checks whether a task is registered. A process that waits for the task
     * must poll, because a task that is not registered cannot wake the process.
     */
    private static final long POLL_NANOS = 50_000_000;

    private final MailboxRegistry doors = new MailboxRegistry(DOORS, "task");

    /**
     * A reference to one direction of a link.
     *
     * @param capacity the capacity of the link if {@link #open} creates it; {@link #EXISTING} if
     *     {@code open} must fail when the link does not exist
     */
    public record Link(LinkRegistry links, ObjectName from, ObjectName to, int capacity)
            implements MailboxReference {
        /** The value of {@code capacity} that forbids {@link #open} to create the link. */
        static final int EXISTING = -1;

        @Override
        public String noun() {
            return "link";
        }

        @Override
        public String name() {
            return "from " + from + " to " + to;
        }

        @Override
        public String text() {
            return SCHEME + from + ":" + to;
        }

        /**
         * Returns the reason why a receiver found no message in this link. If the sending task is
         * not registered, the reason says that this task does not exist, because the user may have
         * misspelt its name.
         */
        @Override
        public String emptyReason() {
            return links.isRegistered(from)
                    ? MailboxReference.super.emptyReason()
                    : "task " + from + " does not exist";
        }

        @Override
        public Mailbox open() {
            MailboxRegistry mailboxes = linksTo(to);
            try {
                return mailboxes.open(from);
            } catch (IpcException e) {
                if (!MailboxRegistry.isAbsent(e) || capacity == EXISTING) {
                    throw named(e);
                }
            }
            MailboxSpec spec =
                    new MailboxSpec(
                            capacity,
                            MailboxSpec.STANDARD_SIZE,
                            false,
                            ReceiverPolicy.ANY,
                            false,
                            null);
            Mailbox made = mailboxes.openOrCreate(from, spec);
            try {
                links.knock(to);
            } catch (IpcException e) {
                // Another process may have removed the task while this process created the link.
                // The other process may not have seen the new link, so this process removes the
                // link.
                removeIfPresent(mailboxes, from);
                throw e;
            }
            return made;
        }

        @Override
        public MailboxMonitor monitor() {
            try {
                return linksTo(to).monitor(from);
            } catch (IpcException e) {
                throw named(e);
            }
        }
    }

    /**
     * Registers a task unless it is registered already. Returns the task's door, the mailbox that
     * announces new links to the task.
     */
    public MailboxReference register(ObjectName task) {
        doors.openOrCreate(task, DOOR);
        return doors.reference(task);
    }

    /** Returns whether this user has registered a task. */
    boolean isOwn(ObjectName task) {
        return doors.isOwn(task);
    }

    private boolean isRegistered(ObjectName task) {
        try {
            doors.open(task);
            return true;
        } catch (IpcException e) {
            return !MailboxRegistry.isAbsent(e);
        }
    }

    /**
     * Waits until a task is registered.
     *
     * @throws IpcException ABSENT when the task is not registered before the deadline
     */
    void await(ObjectName task, Deadline deadline) {
        for (; ; ) {
            try {
                doors.open(task);
                return;
            } catch (IpcException e) {
                if (!MailboxRegistry.isAbsent(e) || deadline.expired()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(Math.min(POLL_NANOS, deadline.remainingNanos()));
        }
    }

    /**
     * Returns a reference to the link from one task to another. {@link Link#open} creates the link
     * with the given capacity when it does not exist.
     *
     * @throws IpcException USAGE when {@code from} and {@code to} are the same task, or when their
     *     names have more than 200 bytes together
     */
    public Link link(ObjectName from, ObjectName to, int capacity) {
        if (from.equals(to)) {
            throw new IpcException(Category.USAGE, "a link is between two tasks, not " + from);
        }
        int length = from.text().length() + to.text().length();
        if (length > MOST_BYTES) {
            throw new IpcException(
                    Category.USAGE,
                    "the names of two linked tasks have at most "
                            + MOST_BYTES
                            + " bytes together, not "
                            + length);
        }
        return new Link(this, from, to, capacity);
    }

    /** Returns a reference to a link. {@link Link#open} fails when the link does not exist. */
    Link existing(ObjectName from, ObjectName to) {
        return new Link(this, from, to, Link.EXISTING);
    }

    /** Returns the existing links to a task. */
    public List<Link> to(ObjectName task) {
        return linksTo(task).list().stream().map(from -> existing(from, task)).toList();
    }

    /** Returns the registered tasks. */
    List<ObjectName> tasks() {
        return doors.list();
    }

    /** Returns all existing links to registered tasks. */
    public List<Link> all() {
        return tasks().stream().flatMap(task -> to(task).stream()).toList();
    }

    /**
     * Returns the registry of the mailboxes that contain the messages to a task. Each mailbox has
     * the name of the task that sends into it.
     */
    private static MailboxRegistry linksTo(ObjectName task) {
        return new MailboxRegistry(LINKS + task + ":", "link");
    }

    /**
     * Puts a message into a task's door, the mailbox that announces new links to the task. Does
     * nothing when the door is full, because the messages in it already wake the task.
     *
     * @throws IpcException ABSENT when the task is not registered
     */
    private void knock(ObjectName task) {
        try (Sender sender = doors.open(task).sender(Deadline.NOW)) {
            MailboxOutcome ignored =
                    sender.send(
                            OutgoingMessage.of(0, MessageMetadata.NONE, new byte[0]), Deadline.NOW);
        } catch (IpcException e) {
            throw e.category() == Category.REMOVED
                    ? new IpcException(Category.ABSENT, "no such task: " + task, e)
                    : e;
        }
    }

    private static void removeIfPresent(MailboxRegistry mailboxes, ObjectName from) {
        try {
            mailboxes.remove(from);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }

    /**
     * Removes a task, its door (the mailbox that announces new links), and the links to the task.
     * The links from the task remain, so that other tasks can still receive the messages that this
     * task sent.
     */
    public void remove(ObjectName task) {
        MailboxRegistry mailboxes = linksTo(task);
        doors.remove(task);
        for (ObjectName from : mailboxes.list()) {
            removeIfPresent(mailboxes, from);
        }
    }

    /**
     * Finds the files that remain because a process died while it created or removed a task or a
     * link. Deletes these files, and returns a list of them.
     *
     * @param dryRun true to return the list without deleting the files
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        List<Leftover> found = new ArrayList<>(doors.collectLeftovers(dryRun));
        for (Leftover link : new MailboxRegistry(LINKS, "link").collectLeftovers(dryRun)) {
            String[] tasks = link.name().split(":");
            String name = tasks.length == 2 ? SCHEME + tasks[1] + ":" + tasks[0] : link.name();
            found.add(new Leftover(link.stage(), name, link.path(), link.failure()));
        }
        return found;
    }
}
