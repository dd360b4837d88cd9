package ipckit.common.queue;

import java.nio.file.Path;

/** An onlooker of a ring: takes no part, changes nothing, needs only to read. */
public final class Monitor {
    private final RingFile file;

    private Monitor(RingFile file) {
        this.file = file;
    }

    /** Opens a ring to look at it. */
    public static Monitor open(Path directory) {
        return new Monitor(RingFile.open(directory, false));
    }

    /** What it was made with. */
    public RingSpec spec() {
        return file.spec;
    }
}
