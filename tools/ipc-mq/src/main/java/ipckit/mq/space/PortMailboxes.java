package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.common.mailbox.ReceiverPolicy;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.mailbox.MailboxRegistry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The mailboxes that contain the messages of ports. The name of a port's mailbox is the number of
 * the port. An instance belongs to one thread.
 */
final class PortMailboxes implements AutoCloseable {
    /** The prefix of the directory name of a port's mailbox. */
    static final String PREFIX = "port:";

    /**
     * The largest number of senders that stay open. A sender stays open so that the next message to
     * the same port needs no new sender.
     */
    private static final int MOST_OPEN = 64;

    /**
     * The longest wait for the lock of a port's mailbox, in nanoseconds, when this process sends a
     * notice or looks for a pending message. The wait is brief because this process has the lock of
     * the port space, and the other tasks wait for this lock meanwhile.
     */
    private static final long BRIEF_NANOS = 10_000_000;

    private static final Pattern NAMED = Pattern.compile("port [0-9]+: ");

    /** The form of the number of a port or task in the name of a file. */
    static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final HomeDirectory home;
    private final MailboxRegistry registry;
    private final int mode;
    private final Map<Long, Sender> senders = new LinkedHashMap<>();

    /** The port of the sender that was used last; 0 if this sender is closed. */
    private long lastPort;

    private Sender lastSender;

    /**
     * Gives access to the mailboxes of the ports.
     *
     * @param home the directory that contains the mailboxes
     * @param mode the permissions of new mailboxes
     */
    PortMailboxes(HomeDirectory home, int mode) {
        this.home = home;
        this.registry = new MailboxRegistry(home, PREFIX, "port");
        this.mode = mode;
    }

    /**
     * Creates the mailbox of a port.
     *
     * @param limit the number of messages after which senders wait for room
     * @param maxSize the size of the largest message in bytes
     */
    void create(long port, int limit, int maxSize) {
        MailboxSpec spec =
                new MailboxSpec(limit, maxSize, false, ReceiverPolicy.ANY, false, null).elastic();
        registry.create(name(port), spec, mode);
    }

    /**
     * Returns the number of ready and claimed messages in a port's mailbox; 0 if there is no
     * mailbox.
     */
    int messages(long port) {
        try {
            MailboxSnapshot seen = named(port, () -> registry.monitor(name(port)).look(false));
            return seen.ready() + seen.claimed();
        } catch (IpcException e) {
            if (MailboxRegistry.isAbsent(e)) {
                return 0;
            }
            throw e;
        }
    }

    /** Returns the numbers of all ports that have a mailbox. */
    List<Long> ports() {
        List<Long> ports = new ArrayList<>();
        for (ObjectName name : registry.list()) {
            if (NUMBER.matcher(name.text()).matches()) {
                ports.add(Long.parseLong(name.text()));
            }
        }
        return ports;
    }

    /** Returns the directory of a port's mailbox. */
    Path directory(long port) {
        return home.path().resolve(PREFIX + port);
    }

    /**
     * Finds the files that unfinished creations and removals of mailboxes have left. Deletes these
     * files unless {@code dryRun} is true.
     */
    List<Leftover> collectLeftovers(boolean dryRun) {
        return registry.collectLeftovers(dryRun);
    }

    Mailbox open(long port) {
        return registry.open(name(port));
    }

    /**
     * Returns a sender for a port's mailbox. The sender stays open for later messages. If {@link
     * #MOST_OPEN} senders are open and a new one is needed, this object first closes the oldest
     * one. It also closes the sender when the mailbox is removed or this object is closed.
     */
    Sender sender(long port) {
        return sender(port, Deadline.NEVER);
    }

    private Sender sender(long port, Deadline deadline) {
        if (port != lastPort) {
            lastPort = 0;
            lastSender = openSender(port, deadline);
            lastPort = port;
        }
        return lastSender;
    }

    private Sender openSender(long port, Deadline deadline) {
        Sender sender = senders.get(port);
        if (sender == null) {
            if (senders.size() == MOST_OPEN) {
                senders.remove(senders.keySet().iterator().next()).close();
            }
            sender = open(port).sender(deadline);
            senders.put(port, sender);
        }
        return sender;
    }

    /**
     * Puts a message into a port's mailbox even if the mailbox is full. Waits only briefly for the
     * lock of the mailbox.
     *
     * @param metadata the metadata in the form that {@link MessageMetadata#bytes} returns
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the lock. The message
     *     is not in the mailbox then
     */
    void sendBeyondLimit(long port, byte[] metadata, byte[] body) {
        Deadline deadline = Deadline.afterNanos(BRIEF_NANOS);
        MailboxOutcome ignored =
                named(
                        port,
                        () ->
                                sender(port, deadline)
                                        .sendBeyondLimit(
                                                OutgoingMessage.of(0, metadata, body), deadline));
    }

    /**
     * Returns whether a port's mailbox contains the message with a token, the number that
     * identifies a message. Claimed messages count, too. Returns false if the port has no mailbox.
     */
    boolean contains(long port, long token) {
        try (ReceiptDesk desk = open(port).desk()) {
            return named(port, () -> desk.contains(metadata -> Token.of(metadata) == token));
        } catch (IpcException e) {
            if (MailboxRegistry.isAbsent(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Returns the number of unacknowledged messages that are before a message in a port's mailbox.
     * Returns −1 if a task has received this message, or if there is no mailbox. Waits only briefly
     * for the lock of the mailbox.
     *
     * @param token the token of the message, the number that identifies it
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the lock
     */
    int countBefore(long port, long token) {
        try (ReceiptDesk desk = open(port).desk()) {
            Deadline deadline = Deadline.afterNanos(BRIEF_NANOS);
            return named(
                    port,
                    () -> desk.countBefore(metadata -> Token.of(metadata) == token, deadline));
        } catch (IpcException e) {
            if (MailboxRegistry.isAbsent(e)) {
                return -1;
            }
            throw e;
        }
    }

    /** Removes the mailbox of a port, if it exists, and wakes the processes that wait at it. */
    void remove(long port) {
        Sender open = senders.remove(port);
        if (open != null) {
            lastPort = 0;
            open.close();
        }
        try {
            registry.remove(name(port));
        } catch (IpcException e) {
            if (!MailboxRegistry.isAbsent(e)) {
                throw e;
            }
        }
    }

    /**
     * Uses the mailbox of a port. If the mailbox is damaged, the message of the failure begins with
     * the number of the port.
     */
    static <T> T named(long port, Supplier<T> operation) {
        try {
            return MappedFile.guarded(operation);
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT ? NamedFailure.of("port " + port, e) : e;
        }
    }

    /** Returns whether the message of a failure begins with the number of a port. */
    static boolean isNamed(IpcException e) {
        return NAMED.matcher(e.getMessage()).lookingAt();
    }

    private static ObjectName name(long port) {
        return new ObjectName(Long.toString(port));
    }

    @Override
    public void close() {
        lastPort = 0;
        senders.values().forEach(Sender::close);
        senders.clear();
    }
}
