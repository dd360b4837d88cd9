package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Sweeping.Found;
import ipckit.common.naming.Home;
import ipckit.common.naming.Leftover;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.mq.box.BoxSpec;
import ipckit.mq.box.Mailbox;
import ipckit.mq.box.Monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The mailboxes by name: where names, directories and mailboxes meet. */
final class Mailboxes {
    /** Permissions of a mailbox whose maker says nothing. */
    static final int DEFAULT_MODE = 0600;

    private static final String KIND = "mq";
    private static final String NOUN = "mailbox";
    private static final List<String> SCHEMES = List.of("local", "mq");

    private final Namespace names = new Namespace(Home.fromEnvironment(), KIND, NOUN);

    /** The name in an argument: {@code jobs}, {@code local:jobs} or {@code mq:jobs}. */
    static ObjectName name(String argument) {
        return ObjectName.parse(argument, SCHEMES, "ipc-mq knows only local mailboxes");
    }

    void create(ObjectName name, BoxSpec spec, int mode) {
        names.create(name, mode, directory -> Mailbox.create(directory, spec), Mailbox::isRemoved);
    }

    /** Opens a mailbox to take part in it. */
    Mailbox open(ObjectName name) {
        Path directory = names.open(name);
        try {
            return Mailbox.open(directory);
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Opens a mailbox, making it first if it is not there. */
    Mailbox openOrCreate(ObjectName name) {
        for (; ; ) {
            try {
                return open(name);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT && e.category() != Category.REMOVED) {
                    throw e;
                }
            }
            try {
                create(name, BoxSpec.standard(), DEFAULT_MODE);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    /** Opens a mailbox to look at it. */
    Monitor monitor(ObjectName name) {
        Path directory = names.open(name);
        try {
            return Monitor.open(directory);
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Takes a mailbox's name away and wakes whoever waits there. */
    void remove(ObjectName name) {
        names.remove(name, Mailbox::retire);
    }

    List<ObjectName> list() {
        return names.list();
    }

    /** What was left, or was left and has been deleted now. */
    List<Found> sweep(boolean only) {
        List<Found> found = new ArrayList<>();
        for (Leftover left : only ? names.leftovers() : names.sweep(Mailbox::retire)) {
            found.add(new Found(left.stage().noun(), left.name(), left.path()));
        }
        return found;
    }

    /** A failure inside a mailbox, told with the mailbox's name. */
    static IpcException named(ObjectName name, IpcException e) {
        return switch (e.category()) {
            case USAGE, OUTPUT_CLOSED, CANNOT_RUN, NOT_FOUND -> e;
            case ABSENT -> new IpcException(Category.ABSENT, "no such " + NOUN + ": " + name, e);
            default -> new IpcException(e.category(), NOUN + " " + name + ": " + e.getMessage(), e);
        };
    }

    static IpcException removed() {
        return new IpcException(Category.REMOVED, "it was removed");
    }
}
