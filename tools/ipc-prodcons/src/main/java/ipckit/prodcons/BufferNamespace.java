package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.object.ObjectKind;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Creates, opens, lists and removes buffers by name. Only one thread may use an instance. */
public final class BufferNamespace {
    /** The permissions of a buffer when the user gives no mode. */
    public static final int DEFAULT_MODE = 0600;

    private static final String PREFIX = "buf.";
    private static final String NOUN = "buffer";
    private static final List<String> SCHEMES = List.of("local", "buf");

    private final Namespace names =
            new Namespace(
                    HomeDirectory.fromEnvironment(),
                    PREFIX,
                    NOUN,
                    ObjectKind::permissionsOf,
                    new BufferLifecycle());

    /**
     * Reads a buffer's name from an argument: {@code jobs}, {@code local:jobs} or {@code buf:jobs}.
     *
     * @throws IpcException USAGE when the name is invalid or has a prefix other than {@code local:}
     *     and {@code buf:}
     */
    public static ObjectName name(String argument) {
        return ObjectName.parse(argument, SCHEMES, "ipc-prodcons knows only local buffers");
    }

    /**
     * Creates a buffer.
     *
     * @param mode the permissions of the buffer; the umask does not change them
     * @throws IpcException EXISTS when a buffer of that name exists
     */
    public void create(ObjectName name, RingSpec spec, int mode) {
        names.create(name, mode, directory -> Ring.create(directory, spec));
    }

    /**
     * Creates a buffer whose files are in a directory on a disk. If {@code parent} already contains
     * a buffer of this name, restores that buffer with its items instead.
     *
     * @param parent the directory that contains the directory of the buffer's files
     * @param accepted tests whether a buffer that is already in {@code parent} has the parameters
     *     that the user asked for
     * @throws IpcException EXISTS when the name is in use, or when the buffer that is already in
     *     {@code parent} does not have the parameters that the user asked for
     */
    public void createOrRestore(
            ObjectName name, RingSpec spec, int mode, Path parent, Predicate<Ring> accepted) {
        names.createOrRestore(name, mode, parent, Ring.durable(spec, accepted));
    }

    /** Opens a buffer in order to produce or consume. */
    public Ring open(ObjectName name) {
        return opened(name, Ring::open);
    }

    /**
     * Opens a buffer in order to produce or consume.
     *
     * @param create true to create an absent buffer with the default settings; false to fail when
     *     the buffer is absent
     */
    public Ring open(ObjectName name, boolean create) {
        while (create) {
            try {
                return open(name);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT && e.category() != Category.REMOVED) {
                    throw e;
                }
            }
            try {
                create(name, RingSpec.standard(), DEFAULT_MODE);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
        return open(name);
    }

    /** Opens a buffer for inspection only. */
    public RingMonitor monitor(ObjectName name) {
        return opened(name, RingMonitor::open);
    }

    private <T> T opened(ObjectName name, Function<Path, T> opener) {
        Path directory = names.open(name);
        try {
            return opener.apply(directory);
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /**
     * Returns a snapshot of a buffer.
     *
     * @throws IpcException when the buffer cannot be read; the message contains the buffer's name
     */
    public static RingSnapshot look(ObjectName name, RingMonitor monitor) {
        try {
            return monitor.look();
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Removes a buffer and its name, and wakes all processes that wait on the buffer. */
    public void remove(ObjectName name) {
        names.remove(name);
    }

    /** Returns the names of all buffers in alphabetical order. */
    public List<ObjectName> list() {
        return names.list();
    }

    /**
     * Deletes what dead processes have left: buffers that were not completely created or removed,
     * and temporary directories.
     *
     * @param dryRun true to find the files without deleting them
     * @return the files that were found
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        List<Leftover> found = new ArrayList<>(names.collectLeftovers(dryRun));
        found.addAll(ScratchDirectory.collectLeftovers(dryRun));
        return found;
    }

    /**
     * Adds the buffer's name to the message of an exception. If {@code e} reports a usage error,
     * returns {@code e} unchanged. Otherwise returns a new exception of the same category, whose
     * message contains the name.
     */
    public static IpcException named(ObjectName name, IpcException e) {
        if (e.category() == Category.USAGE) {
            return e;
        }
        String what =
                e.category() == Category.ABSENT
                        ? "no such " + NOUN + ": " + name
                        : NOUN + " " + name + ": " + e.getMessage();
        return new IpcException(e.category(), what, e);
    }
}
