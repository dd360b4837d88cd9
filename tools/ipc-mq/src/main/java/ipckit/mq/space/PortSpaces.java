package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ObjectKind;

import java.util.ArrayList;
import java.util.List;

/** Opens the port space of a home. A home has at most one port space. Safe for several threads. */
public final class PortSpaces {
    /** The permissions of a port space and of the mailboxes of its ports. */
    public static final int DEFAULT_MODE = 0600;

    private static final ObjectName NAME = new ObjectName("space");

    private final HomeDirectory home;
    private final Namespace names;

    /** Gives access to the port space in the home that the environment selects. */
    public PortSpaces() {
        this(HomeDirectory.fromEnvironment());
    }

    /** Gives access to the port space of a home. */
    public PortSpaces(HomeDirectory home) {
        this.home = home;
        this.names = new Namespace(home, "ports.", "port space", ObjectKind::permissionsOf);
    }

    /**
     * Opens the port space.
     *
     * @throws IpcException ABSENT if no task was ever created in the home
     */
    public PortSpace open() {
        return new PortSpace(
                SpaceFile.open(names.open(NAME), true), new PortMailboxes(home, DEFAULT_MODE));
    }

    /** Returns whether the home has a port space. */
    public boolean exists() {
        return !names.list().isEmpty();
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
        if (exists()) {
            try (PortSpace space = open()) {
                found.addAll(space.collectOrphans(dryRun));
            }
        }
        return found;
    }

    /** Opens the port space, and creates it if it does not exist. */
    public PortSpace openOrCreate() {
        for (; ; ) {
            try {
                return open();
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT) {
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
