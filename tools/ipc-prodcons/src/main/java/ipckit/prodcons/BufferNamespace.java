package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.GcOptions.Found;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Leftover;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The buffers by name: where names, directories and rings meet. */
public final class BufferNamespace {
    /** Permissions of a buffer when the user gives no mode. */
    public static final int DEFAULT_MODE = 0600;

    private static final String KIND = "buf";
    private static final String NOUN = "buffer";
    private static final List<String> SCHEMES = List.of("local", "buf");

    private final Namespace names = new Namespace(HomeDirectory.fromEnvironment(), KIND, NOUN);

    /** The name in an argument: {@code jobs}, {@code local:jobs} or {@code buf:jobs}. */
    public static ObjectName name(String argument) {
        return ObjectName.parse(argument, SCHEMES, "ipc-prodcons knows only local buffers");
    }

    /**
     * Makes a buffer.
     *
     * @param dir where an unbounded one keeps its items, in a directory of its own; null to keep
     *     them with the rest
     */
    public void create(ObjectName name, RingSpec spec, int mode, Path dir) {
        ItemDirectory elsewhere = dir == null ? null : ItemDirectory.make(dir, name);
        try {
            names.create(
                    name,
                    mode,
                    directory -> {
                        Ring.create(directory, spec, elsewhere == null ? null : elsewhere.path());
                        if (elsewhere != null) {
                            elsewhere.open(mode);
                        }
                    },
                    Ring::isRemoved);
        } catch (IpcException e) {
            if (elsewhere != null) {
                elsewhere.delete();
            }
            throw e;
        }
    }

    /** Opens a buffer to take part in it. */
    public Ring open(ObjectName name) {
        Path directory = names.open(name);
        try {
            return Ring.open(directory);
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Opens a buffer, making it first if it is not there. */
    public Ring openOrCreate(ObjectName name) {
        for (; ; ) {
            try {
                return open(name);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT && e.category() != Category.REMOVED) {
                    throw e;
                }
            }
            try {
                create(name, RingSpec.standard(), DEFAULT_MODE, null);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    /** Opens a buffer to look at it. */
    public RingMonitor monitor(ObjectName name) {
        Path directory = names.open(name);
        try {
            return RingMonitor.open(directory);
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Looks at a buffer; a failure is told with its name. */
    public static RingSnapshot look(ObjectName name, RingMonitor monitor) {
        try {
            return monitor.look();
        } catch (IpcException e) {
            throw named(name, e);
        }
    }

    /** Takes a buffer's name away and wakes whoever waits there. */
    public void remove(ObjectName name) {
        names.remove(name, Ring::retire);
    }

    public List<ObjectName> list() {
        return names.list();
    }

    /** What was left, or was left and has been deleted now. */
    public List<Found> sweep(boolean only) {
        List<Found> found = new ArrayList<>();
        for (Leftover left : only ? names.leftovers() : names.sweep(Ring::retire)) {
            found.add(new Found(left.stage().noun(), left.name(), left.path()));
        }
        return found;
    }

    /** A failure inside a buffer, told with the buffer's name. */
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
