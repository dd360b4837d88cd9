package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectLifecycle;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ObjectKind;
import ipckit.mq.mailbox.MailboxRegistry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Opens the port space of a home (the directory of all objects). A home has at most one port space.
 * This class is safe for several threads.
 */
public final class PortSpaces {
    /** The permissions of a port space and of the mailboxes of its ports. */
    public static final int DEFAULT_MODE = 0600;

    private static final ObjectName NAME = new ObjectName("space");

    private final HomeDirectory home;
    private final Namespace names;

    /**
     * Gives access to the port space in the home (the directory of all objects) that the
     * environment selects.
     */
    public PortSpaces() {
        this(HomeDirectory.fromEnvironment());
    }

    /** Gives access to the port space of a home, the directory of all objects. */
    public PortSpaces(HomeDirectory home) {
        this.home = home;
        this.names =
                new Namespace(
                        home,
                        "ports.",
                        // The name of the only object is "space", so messages say "port space".
                        "port",
                        ObjectKind::permissionsOf,
                        new SpaceLifecycle());
    }

    /** Marks a removed port space, so that a process that waits for its lock fails. */
    private static final class SpaceLifecycle implements ObjectLifecycle {
        @Override
        public void retire(Path directory) {
            try {
                SpaceFile.open(directory, true).markRemoved();
            } catch (IpcException e) {
                // The removal has already deleted the file, or the file is damaged. A damaged
                // space cannot be used anyway.
            }
        }
    }

    /**
     * Opens the port space.
     *
     * @throws IpcException ABSENT if the home (the directory of all objects) has no port space, and
     *     therefore no task; DENIED if the port space belongs to another user
     */
    public PortSpace open() {
        return new PortSpace(
                SpaceFile.open(names.openOwn(NAME), true), new PortMailboxes(home, DEFAULT_MODE));
    }

    /**
     * Opens the port space, and returns the result that {@code reader} reads from it.
     *
     * @param absent the result if the home (the directory of all objects) has no port space
     */
    public <T> T read(Function<PortSpace, T> reader, T absent) {
        try (PortSpace space = open()) {
            return reader.apply(space);
        } catch (IpcException e) {
            if (MailboxRegistry.isAbsent(e)) {
                return absent;
            }
            throw e;
        }
    }

    /**
     * Does the same as {@link #read}, but returns {@code absent} also if the port space belongs to
     * another user. Several users can share a home, but only one of them owns its port space.
     */
    private <T> T readOwn(Function<PortSpace, T> reader, T absent) {
        try {
            return read(reader, absent);
        } catch (IpcException e) {
            if (e.category() == Category.DENIED) {
                return absent;
            }
            throw e;
        }
    }

    /**
     * Finds the files that remain because a process died while it created a port, or while it
     * created or removed a port space. Deletes these files, and returns a list of them.
     *
     * @param dryRun true to return the list without deleting the files
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        List<Leftover> found = new ArrayList<>(names.collectLeftovers(dryRun));
        try (PortMailboxes mailboxes = new PortMailboxes(home, DEFAULT_MODE)) {
            found.addAll(mailboxes.collectLeftovers(dryRun));
        }
        found.addAll(readOwn(space -> space.collectOrphans(dryRun), List.of()));
        if (!dryRun) {
            removeIfUnused();
        }
        return found;
    }

    /**
     * Removes the port space if it exists, has no tasks and no ports, and is used by no other
     * process. Otherwise has no effect: another process removes it later.
     */
    public void removeIfUnused() {
        try (PortSpace space = open()) {
            space.removeIfUnused(() -> names.remove(NAME));
        } catch (IpcException e) {
            // Another process has just removed the port space, or keeps its lock. If the space is
            // damaged, the next verb that uses it reports that.
        }
    }

    /**
     * Opens the port space, and creates it if it does not exist. The space is not removed before
     * the caller has closed it.
     */
    public PortSpace openOrCreate() {
        for (; ; ) {
            PortSpace space = null;
            try {
                space = open();
                space.checkInPlace();
                return space;
            } catch (IpcException e) {
                if (space != null) {
                    space.close();
                }
                if (!MailboxRegistry.isAbsent(e)) {
                    throw e;
                }
            }
            try {
                names.create(NAME, DEFAULT_MODE, SpaceFile::create);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }
}
