package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ObjectKind;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.kernel.KernelQueueName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Creates, opens, lists and removes mailboxes by name. A registry contains mailboxes of one kind.
 * The mailboxes that the user names directly are one kind. Each task (a named party of direct
 * communication) has a kind of its own: the mailboxes of all links to this task. Each error message
 * about a mailbox contains the name of the mailbox. This class is safe for several threads.
 */
public final class MailboxRegistry {
    /** The permission bits of a mailbox that is created without {@code --mode}. */
    public static final int DEFAULT_MODE = 0600;

    private static final String PREFIX = "mq.";
    private static final String NOUN = "mailbox";
    private static final List<String> SCHEMES = List.of("local", "mq");

    private final String noun;
    private final Namespace names;

    /**
     * Creates a registry of the mailboxes that the user names directly. The registry does not
     * contain the mailboxes of links between tasks.
     */
    public MailboxRegistry() {
        this(PREFIX, NOUN);
    }

    /**
     * Creates a registry of mailboxes of one kind, such as the mailboxes of all links to one task.
     *
     * @param prefix the beginning of the names of these mailboxes' directories in {@code $IPC_DIR}
     * @param noun the word for one of these mailboxes in error messages
     */
    public MailboxRegistry(String prefix, String noun) {
        this(HomeDirectory.fromEnvironment(), prefix, noun);
    }

    /**
     * Creates a registry of mailboxes of one kind.
     *
     * @param home the directory that contains the directories of the mailboxes
     * @param prefix the beginning of the names of these mailboxes' directories
     * @param noun the word for one of these mailboxes in error messages
     */
    public MailboxRegistry(HomeDirectory home, String prefix, String noun) {
        this.noun = noun;
        this.names =
                new Namespace(
                        home, prefix, noun, ObjectKind::permissionsOf, new MailboxLifecycle());
    }

    /** Returns a reference to a mailbox. The mailbox need not exist. */
    public MailboxReference reference(ObjectName name) {
        return reference(name, false);
    }

    /**
     * Returns a reference to a mailbox. The mailbox need not exist.
     *
     * @param create whether {@link MailboxReference#open} creates an absent mailbox with the
     *     default properties
     */
    public MailboxReference reference(ObjectName name, boolean create) {
        return new MailboxReference() {
            @Override
            public String noun() {
                return noun;
            }

            @Override
            public String name() {
                return name.text();
            }

            @Override
            public Mailbox open() {
                return create
                        ? openOrCreate(name, MailboxSpec.standard())
                        : MailboxRegistry.this.open(name);
            }

            @Override
            public MailboxMonitor monitor() {
                return MailboxRegistry.this.monitor(name);
            }
        };
    }

    /**
     * Parses an argument that names a mailbox: {@code jobs}, {@code local:jobs} or {@code mq:jobs}.
     *
     * @throws IpcException USAGE when the name is illegal or has another scheme
     */
    public static ObjectName parse(String argument) {
        return ObjectName.parse(
                argument,
                SCHEMES,
                argument.startsWith("port:")
                        ? "a port can only be the NAME of send and recv"
                        : "ipc-mq knows local mailboxes and the kernel's, as posix:/jobs and"
                                + " sysv:0x1234");
    }

    /**
     * Parses the name of a mailbox for a verb or option that kernel queues do not support.
     *
     * @param what the feature that kernel queues lack, in the plural, such as "headers"
     * @throws IpcException USAGE when the argument names a kernel queue or is illegal
     */
    public static ObjectName parse(String argument, String what) {
        if (KernelQueueName.isMeantBy(argument)) {
            throw KernelQueueName.parse(argument).without(what);
        }
        return parse(argument);
    }

    /**
     * Creates a mailbox.
     *
     * @throws IpcException EXISTS when the mailbox exists; {@link Namespace#create} lists other
     *     failures
     */
    public void create(ObjectName name, MailboxSpec spec, int mode) {
        names.create(name, mode, directory -> Mailbox.create(directory, spec));
    }

    /**
     * Creates a durable mailbox. If {@code parent} already contains a mailbox of this name,
     * restores that mailbox with its messages instead.
     *
     * @param parent the directory on disk that contains the directory of the mailbox
     * @param accepted tests whether a mailbox on disk has the properties that the user asked for
     * @throws IpcException EXISTS when the name is in use, or when {@code accepted} rejects the
     *     mailbox on disk
     */
    public void createOrRestore(
            ObjectName name, MailboxSpec spec, int mode, Path parent, Predicate<Mailbox> accepted) {
        names.createOrRestore(name, mode, parent, Mailbox.durable(spec, accepted));
    }

    /**
     * Opens a mailbox for sending and receiving. When the owner of the mailbox is dead, removes the
     * mailbox instead.
     *
     * @throws IpcException ABSENT when the mailbox does not exist or its owner is dead
     */
    public Mailbox open(ObjectName name) {
        return openUnlessOrphan(name, Mailbox::open, Mailbox::isOrphan);
    }

    private <T> T openUnlessOrphan(
            ObjectName name, Function<Path, T> opener, Predicate<T> isOrphan) {
        Path directory = names.open(name);
        try {
            T opened = opener.apply(directory);
            if (!isOrphan.test(opened)) {
                return opened;
            }
        } catch (IpcException e) {
            throw NamedFailure.of(noun, name, e);
        }
        try {
            remove(name);
        } catch (IpcException e) {
            // This process could not remove the mailbox. Another process is removing it, or gc will
            // remove it.
        }
        throw new IpcException(Category.ABSENT, "no such " + noun + ": " + name);
    }

    /** Returns whether an exception means that a mailbox does not exist or was removed. */
    public static boolean isAbsent(IpcException e) {
        return e.category() == Category.ABSENT || e.category() == Category.REMOVED;
    }

    /** Opens a mailbox, or creates it when it does not exist. */
    public Mailbox openOrCreate(ObjectName name, MailboxSpec spec) {
        for (; ; ) {
            try {
                return open(name);
            } catch (IpcException e) {
                if (!isAbsent(e)) {
                    throw e;
                }
            }
            try {
                create(name, spec, DEFAULT_MODE);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Opens a mailbox for inspection. When the owner of the mailbox is dead, removes the mailbox
     * instead.
     *
     * @throws IpcException ABSENT when the mailbox does not exist or its owner is dead
     */
    public MailboxMonitor monitor(ObjectName name) {
        return openUnlessOrphan(name, MailboxMonitor::open, MailboxMonitor::isOrphan);
    }

    /** Returns whether a mailbox exists and belongs to this user. */
    public boolean isOwn(ObjectName name) {
        try {
            Path _ = names.openOwn(name);
            return true;
        } catch (IpcException e) {
            if (isAbsent(e) || e.category() == Category.DENIED) {
                return false;
            }
            throw e;
        }
    }

    /** Removes a mailbox and wakes every process that waits at the mailbox. */
    public void remove(ObjectName name) {
        names.remove(name);
    }

    /** Returns the names of all mailboxes of this registry. */
    public List<ObjectName> list() {
        return names.list();
    }

    /**
     * Finds the files that remain because a process died while it created or removed a mailbox.
     * Deletes these files, and returns a list of them.
     *
     * @param dryRun true to return the list without deleting the files
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        return names.collectLeftovers(dryRun);
    }

    /**
     * Removes the mailboxes whose owners are dead, and returns a list of these mailboxes.
     *
     * @param dryRun true to return the list without removing the mailboxes
     */
    public List<Leftover> collectOrphans(boolean dryRun) {
        List<Leftover> found = new ArrayList<>();
        for (ObjectName name : list()) {
            try {
                Path directory = names.open(name);
                if (MailboxMonitor.open(directory).isOrphan()) {
                    if (!dryRun) {
                        remove(name);
                    }
                    found.add(new Leftover(Leftover.Stage.REMOVAL, name.text(), directory));
                }
            } catch (IpcException e) {
                // The returned list does not contain a mailbox that is gone, cannot be opened, or
                // cannot be removed.
            }
        }
        return found;
    }

    /**
     * Returns the failure {@code e} with the name of a mailbox in the error message. {@link
     * NamedFailure#of} lists the failures that are returned unchanged.
     */
    public static IpcException named(Object name, IpcException e) {
        return NamedFailure.of(NOUN, name, e);
    }
}
