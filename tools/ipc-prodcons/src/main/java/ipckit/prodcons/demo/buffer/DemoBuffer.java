package ipckit.prodcons.demo.buffer;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.object.ObjectKind;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;
import ipckit.prodcons.BufferLifecycle;

import java.io.IOException;

/**
 * The buffer of one demonstration: a ring, or the textbook's buffer ({@link TextbookBuffer}). The
 * ring is in the same namespace as the user's buffers, so that verbs such as {@code stat} can show
 * it. The textbook's buffer is in a temporary directory. The parent process of the demonstration
 * creates and removes the buffer. The workers, which are its child processes, open the buffer by
 * its name.
 */
public final class DemoBuffer {
    private static final int MODE = 0600;
    private static final long RING_BYTES = 4096;
    private static final long BYTES_PER_SLOT = 64;
    private static final int MAX_TRIES = 1000;

    private final String name;

    /** The namespace of the ring; null for the textbook's buffer. */
    private final Namespace names;

    /**
     * The directory of the textbook's buffer; null for a ring, and null in a process that has not
     * created the buffer.
     */
    private final ScratchDirectory scratch;

    private DemoBuffer(boolean ring, String name, ScratchDirectory scratch) {
        this.name = name;
        this.names =
                ring
                        ? new Namespace(
                                HomeDirectory.fromEnvironment(),
                                "buf.",
                                "buffer",
                                ObjectKind::permissionsOf,
                                new BufferLifecycle())
                        : null;
        this.scratch = scratch;
    }

    /**
     * Creates the buffer. The name of a ring contains this process's id.
     *
     * @param ring true for the ring, false for the textbook's buffer
     * @param slots the number of slots in the buffer
     * @throws IpcException when the buffer cannot be created
     */
    public static DemoBuffer create(boolean ring, int slots) {
        return ring ? createRing(slots) : createTextbook(slots);
    }

    private static DemoBuffer createRing(int slots) {
        long bytes = RING_BYTES + slots * BYTES_PER_SLOT;
        RingSpec spec = new RingSpec(slots, FullRule.TEXTBOOK, bytes, 0, false, false, false, 0);
        String wanted = "run-" + ProcessHandle.current().pid();
        for (int tries = 1; ; tries++) {
            // The name may exist already, because a process in another container can have the same
            // pid.
            DemoBuffer buffer = of(true, tries == 1 ? wanted : wanted + "-" + tries);
            try {
                buffer.names.create(buffer.objectName(), MODE, path -> Ring.create(path, spec));
                return buffer;
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static DemoBuffer createTextbook(int slots) {
        ScratchDirectory scratch = ScratchDirectory.create("run");
        try {
            TextbookBuffer.create(scratch.path(), slots);
        } catch (IOException e) {
            scratch.close();
            throw IoErrorCategory.translate("cannot create the textbook buffer", e);
        }
        return new DemoBuffer(false, scratch.name(), scratch);
    }

    /**
     * Returns an object that represents the buffer with the given name. Neither creates nor opens
     * the buffer.
     */
    public static DemoBuffer of(boolean ring, String name) {
        return new DemoBuffer(ring, name, null);
    }

    private ObjectName objectName() {
        return new ObjectName(name);
    }

    /** Returns the buffer's name. */
    public String name() {
        return name;
    }

    /** Returns true for a ring, and false for the textbook's buffer. */
    public boolean isRing() {
        return names != null;
    }

    /** Opens the ring; may be called only if {@link #isRing} returns true. */
    public Ring ring() {
        return Ring.open(names.open(objectName()));
    }

    /**
     * Returns how many claims of dead consumers were recovered, so that other consumers could take
     * the claimed items. Returns 0 for the textbook's buffer.
     */
    public long recoveries() {
        if (!isRing()) {
            return 0;
        }
        try (RingMonitor monitor = RingMonitor.open(names.open(objectName()))) {
            return monitor.look().recoveries();
        }
    }

    /** Opens the textbook's buffer; may be called only if {@link #isRing} returns false. */
    public TextbookBuffer textbook() {
        return TextbookBuffer.open(ScratchDirectory.find(name));
    }

    /**
     * Removes the buffer. Does nothing when the buffer does not exist. May be called by any thread
     * of the parent process, and by a worker after the parent has died.
     */
    public void remove() {
        if (scratch != null) {
            scratch.close();
            return;
        }
        if (!isRing()) {
            ScratchDirectory.delete(name);
            return;
        }
        try {
            names.remove(objectName());
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }
}
