package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectLifecycle;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.InheritableLock;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The daemons in a home (the directory of all objects). Two daemons never have the same name, even
 * if they run different programs. The record of a daemon is the directory {@code daemon.NAME}. Only
 * the owner of the daemon may use this directory. The directory remains when the daemon has ended.
 */
public final class Daemons {
    private static final String PREFIX = "daemon.";
    private static final int OWNER_ONLY = 0700;
    private static final int FILE = 0600;

    /** The time between TERM and KILL for the processes that a dead daemon has left. */
    private static final Duration KILL_AFTER = Duration.ofSeconds(5);

    private final Namespace namespace;

    public Daemons() {
        this(HomeDirectory.fromEnvironment());
    }

    Daemons(HomeDirectory home) {
        this.namespace =
                new Namespace(home, PREFIX, "daemon", (_, _) -> FILE, new DaemonLifecycle());
    }

    /** Returns the sorted names of all daemons, including ended daemons and damaged records. */
    public List<ObjectName> names() {
        return namespace.list();
    }

    /**
     * Finds a daemon.
     *
     * @throws IpcException ABSENT if there is no such daemon; DENIED if the daemon belongs to
     *     another user, even if this process belongs to root; CORRUPT if the daemon's record is not
     *     a directory
     */
    public DaemonRecord open(ObjectName name) {
        return new DaemonRecord(name, namespace.openOwn(name));
    }

    /** Finds the record of a daemon, or creates the record of a daemon that was never started. */
    DaemonRecord openOrCreate(ObjectName name) {
        for (; ; ) {
            try {
                return new DaemonRecord(
                        name, namespace.create(name, OWNER_ONLY, DaemonRecord::fill));
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
            try {
                return open(name);
            } catch (IpcException e) {
                // ABSENT means that another process has removed the daemon meanwhile. In this case,
                // the loop tries again to create the record.
                if (e.category() != Category.ABSENT) {
                    throw e;
                }
            }
        }
    }

    /**
     * Removes the record and the log of a daemon that has ended. If the daemon has died, some of
     * its processes may still run. This method ends these processes first, because without the
     * record no program could find them.
     *
     * @throws IpcException ABSENT if there is no such daemon; EXISTS if the daemon runs
     */
    public void remove(ObjectName name) {
        DaemonRecord daemon = open(name);
        try (InheritableLock lock = InheritableLock.open(daemon.lock())) {
            if (!lock.tryLock()) {
                throw new IpcException(Category.EXISTS, "daemon " + name + " is running");
            }
            if (daemon.mayHaveLeftovers()) {
                new DaemonProcesses(daemon).endLeftovers(KILL_AFTER);
            }
            namespace.remove(name);
        }
    }

    /**
     * Deletes the directories that remain if a process dies while it creates or removes the record
     * of a daemon.
     *
     * @param dryRun true to find the directories without deleting them
     * @return the directories that were deleted, or could not be deleted; for a dry run, the
     *     directories that would be deleted
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        return namespace.collectLeftovers(dryRun);
    }

    /** Reads a file of a daemon; null if the file does not exist. */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw new IpcException(Category.DENIED, file + ": permission denied", e);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static final class DaemonLifecycle implements ObjectLifecycle {
        @Override
        public boolean isRemoved(Path directory) {
            return DaemonRecord.isRemoved(directory);
        }
    }
}
