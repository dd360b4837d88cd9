package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;

import java.nio.file.Path;

/**
 * The buffer of one demonstration: a ring among the user's buffers, where other verbs can look at
 * it, or the textbook's buffer in a place of its own. It lives as long as the demonstration.
 */
final class Stage {
    private static final int MODE = 0600;
    private static final long RING_BYTES = 4096;
    private static final long BYTES_OF_SLOT = 64;
    private static final int MOST_TRIES = 1000;

    private final Namespace names;
    private final boolean locked;
    private final ObjectName name;

    private Stage(boolean locked, ObjectName name) {
        this.names =
                locked
                        ? new Namespace(HomeDirectory.fromEnvironment(), "buf", "buffer")
                        : new Namespace(HomeDirectory.fromEnvironment(), "demo", "textbook buffer");
        this.locked = locked;
        this.name = name;
    }

    /**
     * Makes the buffer.
     *
     * @param locked the ring; else the textbook's
     */
    static Stage make(boolean locked, int slots) {
        String wanted = "run-" + ProcessHandle.current().pid();
        for (int tries = 1; ; tries++) {
            // The name can be taken: by a process of the same number in another container.
            Stage stage =
                    new Stage(locked, new ObjectName(tries == 1 ? wanted : wanted + "-" + tries));
            try {
                stage.create(slots);
                return stage;
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The buffer that the parent has made. */
    static Stage of(boolean locked, String name) {
        return new Stage(locked, new ObjectName(name));
    }

    private void create(int slots) {
        if (locked) {
            RingSpec spec =
                    new RingSpec(
                            slots,
                            FullRule.TEXTBOOK,
                            RING_BYTES + slots * BYTES_OF_SLOT,
                            0,
                            false,
                            false,
                            false,
                            0);
            names.create(
                    name, MODE, directory -> Ring.create(directory, spec, null), Ring::isRemoved);
        } else {
            names.create(
                    name, MODE, directory -> TextbookBuffer.create(directory, slots), _ -> false);
        }
    }

    String name() {
        return name.text();
    }

    Ring ring() {
        return Ring.open(names.open(name));
    }

    /** How many claims of the dead were given back so far. */
    long recoveries() {
        if (!locked) {
            return 0;
        }
        try (RingMonitor monitor = RingMonitor.open(names.open(name))) {
            return monitor.look().recoveries();
        }
    }

    TextbookBuffer textbook() {
        return TextbookBuffer.open(names.open(name));
    }

    /** Takes the buffer away; does nothing if that has happened. Safe for several threads. */
    void remove() {
        try {
            names.remove(name, this::retire);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }

    private void retire(Path directory) {
        if (locked) {
            Ring.retire(directory);
        }
    }
}
