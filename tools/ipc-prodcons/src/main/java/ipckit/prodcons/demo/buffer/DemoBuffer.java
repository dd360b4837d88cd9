package ipckit.prodcons.demo.buffer;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;

/**
 * The buffer of one demonstration: a ring, or the textbook's buffer ({@link TextbookBuffer}). The
 * ring is in the same namespace as the user's buffers, so that verbs such as {@code stat} can show
 * it. The textbook's buffer is in a separate namespace. The parent process of the demonstration
 * creates and removes the buffer. The workers, which are its child processes, open the buffer by
 * its name.
 */
public final class DemoBuffer {
    private static final int MODE = 0600;
    private static final long RING_BYTES = 4096;
    private static final long BYTES_PER_SLOT = 64;
    private static final int MAX_TRIES = 1000;

    private final Namespace names;
    private final boolean ring;
    private final ObjectName name;

    private DemoBuffer(boolean ring, ObjectName name) {
        HomeDirectory home = HomeDirectory.fromEnvironment();
        this.names =
                ring
                        ? new Namespace(home, "buf.", "buffer")
                        : new Namespace(home, "demo.", "textbook buffer");
        this.ring = ring;
        this.name = name;
    }

    /**
     * Creates the buffer under a name that contains this process's id.
     *
     * @param ring true for the ring, false for the textbook's buffer
     * @param slots the number of slots in the buffer
     * @throws IpcException when the buffer cannot be created
     */
    public static DemoBuffer create(boolean ring, int slots) {
        String wanted = "run-" + ProcessHandle.current().pid();
        for (int tries = 1; ; tries++) {
            // The name may exist already, because a process in another container can have the same
            // pid.
            DemoBuffer buffer = of(ring, tries == 1 ? wanted : wanted + "-" + tries);
            try {
                buffer.createFiles(slots);
                return buffer;
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns an object that represents the buffer with the given name. Neither creates nor opens
     * the buffer.
     */
    public static DemoBuffer of(boolean ring, String name) {
        return new DemoBuffer(ring, new ObjectName(name));
    }

    private void createFiles(int slots) {
        if (ring) {
            long bytes = RING_BYTES + slots * BYTES_PER_SLOT;
            RingSpec spec =
                    new RingSpec(slots, FullRule.TEXTBOOK, bytes, 0, false, false, false, 0);
            names.create(name, MODE, path -> Ring.create(path, spec), Ring::isRemoved);
        } else {
            names.create(name, MODE, path -> TextbookBuffer.create(path, slots), _ -> false);
        }
    }

    /** Returns the buffer's name. */
    public String name() {
        return name.text();
    }

    /** Returns true for a ring, and false for the textbook's buffer. */
    public boolean isRing() {
        return ring;
    }

    /** Opens the ring; may be called only if {@link #isRing} returns true. */
    public Ring ring() {
        return Ring.open(names.open(name));
    }

    /**
     * Returns the number of recovered claims of dead consumers; 0 for the textbook's buffer. A
     * recovery lets other consumers take the claimed items.
     */
    public long recoveries() {
        if (!ring) {
            return 0;
        }
        try (RingMonitor monitor = RingMonitor.open(names.open(name))) {
            return monitor.look().recoveries();
        }
    }

    /** Opens the textbook's buffer; may be called only if {@link #isRing} returns false. */
    public TextbookBuffer textbook() {
        return TextbookBuffer.open(names.open(name));
    }

    /**
     * Removes the buffer. Does nothing when the buffer does not exist. May be called by any thread.
     */
    public void remove() {
        try {
            names.remove(name, ring ? Ring::retire : _ -> {});
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }
}
