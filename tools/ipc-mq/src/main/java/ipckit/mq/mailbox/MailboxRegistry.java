package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.GcOptions.Found;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Leftover;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.kernel.KernelQueueName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The mailboxes by name: where names, directories and mailboxes meet. */
public final class MailboxRegistry {
    /** Permissions of a mailbox whose maker says nothing. */
    public static final int DEFAULT_MODE = 0600;

    private static final String KIND = "mq";
    private static final String NOUN = "mailbox";
    private static final List<String> SCHEMES = List.of("local", "mq");

    private final String noun;
    private final Namespace names;

    /** Those that have a name of their own. */
    public MailboxRegistry() {
        this(KIND, NOUN);
    }

    /**
     * Others.
     *
     * @param kind the name of their directory
     * @param noun what people call one of them
     */
    public MailboxRegistry(String kind, String noun) {
        this.noun = noun;
        this.names = new Namespace(HomeDirectory.fromEnvironment(), kind, noun);
    }

    /** One of them as a place for messages. */
    public MailboxReference route(ObjectName name) {
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
            public String text() {
                return name.text();
            }

            @Override
            public Mailbox open() {
                return MailboxRegistry.this.open(name);
            }

            @Override
            public MailboxMonitor monitor() {
                return MailboxRegistry.this.monitor(name);
            }
        };
    }

    /** The name in an argument: {@code jobs}, {@code local:jobs} or {@code mq:jobs}. */
    public static ObjectName name(String argument) {
        return ObjectName.parse(
                argument, SCHEMES, "ipc-mq knows local mailboxes and the kernel's, as posix:/jobs");
    }

    /**
     * The same for what only mailboxes of this kit can do.
     *
     * @param what the kernel's queues do not have, in the plural
     */
    public static ObjectName name(String argument, String what) {
        if (KernelQueueName.isMeantBy(argument)) {
            throw KernelQueueName.parse(argument).without(what);
        }
        return name(argument);
    }

    public void create(ObjectName name, MailboxSpec spec, int mode) {
        create(name, mode, directory -> Mailbox.create(directory, spec));
    }

    /**
     * Makes a durable mailbox, or takes up the one that is in the directory already.
     *
     * @param dir where it has a directory of its own
     * @param wanted whether one that is there is what is wanted
     * @param moded whether one that is there must have these permissions
     * @throws IpcException EXISTS also if it is not
     */
    public void createOrTakeUp(
            ObjectName name,
            MailboxSpec spec,
            int mode,
            Path dir,
            Predicate<MailboxSpec> wanted,
            boolean moded) {
        DurableDirectory disk = new DurableDirectory(dir, name);
        Mailbox[] made = {null};
        try {
            create(
                    name,
                    mode,
                    directory -> {
                        if (!disk.hasMailbox()) {
                            made[0] = disk.make(directory, spec, mode);
                        } else if (!wanted.test(Mailbox.link(directory, disk.path()).spec())
                                || moded && !disk.hasMode(mode)) {
                            throw new IpcException(
                                    Category.EXISTS,
                                    noun
                                            + " "
                                            + name
                                            + " is in "
                                            + dir
                                            + ", and was made otherwise");
                        }
                    });
        } catch (IpcException e) {
            if (made[0] != null) {
                made[0].discard();
            }
            throw e;
        }
    }

    private void create(ObjectName name, int mode, Namespace.Filler filler) {
        names.create(name, mode, filler, MailboxRegistry::isOver);
    }

    /** Whether a mailbox is removed, or its owner has ended, which is the same. */
    private static boolean isOver(Path directory) {
        if (Mailbox.isRemoved(directory)) {
            return true;
        }
        try {
            if (!MailboxMonitor.open(directory).isOrphan()) {
                return false;
            }
        } catch (IpcException e) {
            return false;
        }
        Mailbox.retire(directory);
        return true;
    }

    /** Opens a mailbox to take part in it. */
    public Mailbox open(ObjectName name) {
        Path directory = names.open(name);
        try {
            Mailbox box = Mailbox.open(directory);
            if (box.isOrphan()) {
                throw bury(name);
            }
            return box;
        } catch (IpcException e) {
            throw told(name, e);
        }
    }

    /** Removes a mailbox whose owner has ended. */
    private IpcException bury(ObjectName name) {
        try {
            remove(name);
        } catch (IpcException e) {
            // another process does it, or has to
        }
        return new IpcException(Category.ABSENT, "its owner has ended");
    }

    /** Opens a mailbox, making it first if it is not there. */
    public Mailbox openOrCreate(ObjectName name, MailboxSpec spec) {
        for (; ; ) {
            try {
                return open(name);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT && e.category() != Category.REMOVED) {
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

    /** Opens a mailbox to look at it. */
    public MailboxMonitor monitor(ObjectName name) {
        Path directory = names.open(name);
        try {
            MailboxMonitor monitor = MailboxMonitor.open(directory);
            if (monitor.isOrphan()) {
                throw bury(name);
            }
            return monitor;
        } catch (IpcException e) {
            throw told(name, e);
        }
    }

    /** Takes a mailbox's name away and wakes whoever waits there. */
    public void remove(ObjectName name) {
        names.remove(name, Mailbox::retire);
    }

    /** Deletes the directory that they are in, if there is none of them left. */
    public void removeKind() {
        names.removeKind();
    }

    public List<ObjectName> list() {
        return names.list();
    }

    /** What was left, or was left and has been deleted now. */
    public List<Found> sweep(boolean only) {
        List<Found> found = new ArrayList<>();
        for (Leftover left : only ? names.leftovers() : names.sweep(Mailbox::retire)) {
            found.add(new Found(left.stage().noun(), left.name(), left.path()));
        }
        return found;
    }

    /** Those whose owner has ended: what is there, or was and has been deleted now. */
    public List<Found> sweepOrphans(boolean only) {
        List<Found> found = new ArrayList<>();
        for (ObjectName name : list()) {
            try {
                Path directory = names.open(name);
                if (MailboxMonitor.open(directory).isOrphan()) {
                    if (!only) {
                        remove(name);
                    }
                    found.add(new Found("removal", name.text(), directory));
                }
            } catch (IpcException e) {
                // it cannot be looked at, or has gone: no orphan of ours
            }
        }
        return found;
    }

    private IpcException told(ObjectName name, IpcException e) {
        return route(name).named(e);
    }

    /**
     * A failure inside a mailbox, told with the mailbox's name.
     *
     * @param name what it is called, as text
     */
    public static IpcException named(Object name, IpcException e) {
        return NamedFailure.of(NOUN, name, e);
    }
}
