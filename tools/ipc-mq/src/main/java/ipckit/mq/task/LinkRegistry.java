package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.GcOptions.Found;
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
 * Direct communication: tasks that are known by a name, and the links between them, of which each
 * two have one. A link comes by itself when one of the two uses it, and has a mailbox for either
 * direction, made with the first message or the first wait for one; so what a dead task has sent
 * can still be read.
 *
 * <p>A task is known from when it first says its name. It has a <em>door</em> then: a mailbox at
 * which whoever makes a new link to it knocks, so that it need not look for new links.
 */
public final class LinkRegistry {
    /** What the name of a link begins with, where it is one among other mailboxes. */
    static final String SCHEME = "link:";

    private static final String DOORS = "task";

    /** Its other half is the receiving task's name. */
    private static final String LINKS_TO = "to.";

    /** Somebody who sleeps at a door needs to be woken once, not once for each link. */
    private static final MailboxSpec DOOR =
            new MailboxSpec(8, 0, true, ReceiverPolicy.ANY, false, null);

    /** Nobody wakes who waits for a task that is not there. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final MailboxRegistry doors = new MailboxRegistry(DOORS, "task");

    /**
     * One direction of a link.
     *
     * @param capacity with which it is made, if it is not there; {@link #MADE} if it must be
     */
    public record Link(LinkRegistry links, ObjectName from, ObjectName to, int capacity)
            implements MailboxReference {
        /** Of a link that is there, or not. */
        static final int MADE = -1;

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

        @Override
        public Mailbox open() {
            return links.open(this);
        }

        @Override
        public MailboxMonitor monitor() {
            try {
                return boxes(to).monitor(from);
            } catch (IpcException e) {
                throw named(e);
            }
        }
    }

    /** Makes a task known; its door. */
    public MailboxReference know(ObjectName task) {
        doors.openOrCreate(task, DOOR);
        return doors.route(task);
    }

    /**
     * Waits until a task is known.
     *
     * @throws IpcException ABSENT if it is not until then
     */
    public void await(ObjectName task, Deadline deadline) {
        for (; ; ) {
            try {
                doors.open(task);
                return;
            } catch (IpcException e) {
                boolean maybeSoon =
                        e.category() == Category.ABSENT || e.category() == Category.REMOVED;
                if (!maybeSoon || deadline.expired()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remainingNanos()));
        }
    }

    /** The link from one task to another, which is made when it is opened. */
    public Link link(ObjectName from, ObjectName to, int capacity) {
        if (from.equals(to)) {
            throw new IpcException(Category.USAGE, "a link is between two tasks, not " + from);
        }
        return new Link(this, from, to, capacity);
    }

    /** A link that is not made when it is opened. */
    public Link existing(ObjectName from, ObjectName to) {
        return new Link(this, from, to, Link.MADE);
    }

    /** The links to a task that are there. */
    public List<Link> to(ObjectName task) {
        List<Link> links = new ArrayList<>();
        for (ObjectName from : boxes(task).list()) {
            links.add(existing(from, task));
        }
        return links;
    }

    /** The tasks that are known. */
    public List<ObjectName> tasks() {
        return doors.list();
    }

    /** All links that are there: those to tasks that are known. */
    public List<Link> all() {
        return tasks().stream().flatMap(task -> to(task).stream()).toList();
    }

    /** The mailboxes in which a task's messages are, by their senders. */
    private static MailboxRegistry boxes(ObjectName task) {
        return new MailboxRegistry(LINKS_TO + task, "link");
    }

    private Mailbox open(Link link) {
        MailboxRegistry boxes = boxes(link.to());
        try {
            return boxes.open(link.from());
        } catch (IpcException e) {
            boolean absent = e.category() == Category.ABSENT || e.category() == Category.REMOVED;
            if (!absent || link.capacity() == Link.MADE) {
                throw link.named(e);
            }
        }
        MailboxSpec spec =
                new MailboxSpec(
                        link.capacity(),
                        MailboxSpec.STANDARD_SIZE,
                        false,
                        ReceiverPolicy.ANY,
                        false,
                        null);
        Mailbox made = boxes.openOrCreate(link.from(), spec);
        try {
            knock(link.to());
        } catch (IpcException e) { // forgotten meanwhile: whoever forgets it may not have seen ours
            removeIfThere(boxes, link.from());
            boxes.removeKind();
            throw e;
        }
        return made;
    }

    /**
     * If the door is full, somebody has knocked.
     *
     * @throws IpcException ABSENT if the task is not known
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

    private static void removeIfThere(MailboxRegistry boxes, ObjectName from) {
        try {
            boxes.remove(from);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }

    /**
     * Forgets a task: its door, and the links to it. What it has sent remains for those who have
     * that.
     */
    public void forget(ObjectName task) {
        MailboxRegistry boxes = boxes(task);
        doors.remove(task);
        for (ObjectName from : boxes.list()) {
            removeIfThere(boxes, from);
        }
        boxes.removeKind();
    }

    /** What was left, or was left and has been deleted now. */
    public List<Found> sweep(boolean only) {
        List<Found> found = new ArrayList<>(doors.sweep(only));
        for (ObjectName task : tasks()) {
            found.addAll(boxes(task).sweep(only));
        }
        return found;
    }
}
