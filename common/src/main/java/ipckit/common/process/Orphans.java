package ipckit.common.process;

import ipckit.common.os.Reaping;

import java.util.Optional;

/**
 * Descendants whose parents have died before them: from the first call on they are our children.
 */
public final class Orphans {
    private Orphans() {}

    /** Makes this process the parent of its orphaned descendants: prctl(2), a subreaper. */
    public static void adopt() {
        Reaping.adoptOrphans();
    }

    /**
     * Waits for the end of one that has come to us.
     *
     * @return how it ended; empty if it is no child of ours
     */
    public static Optional<Ended> await(long pid) {
        return Optional.ofNullable(Reaping.reap(pid)).map(Ended::of);
    }
}
