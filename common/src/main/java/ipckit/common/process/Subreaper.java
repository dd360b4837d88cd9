package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.WaitCalls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Descendants whose parents have died before them. From {@link #adopt} on they are children of this
 * process, as prctl(2) tells of a subreaper, and whoever ends among its children, those that it has
 * started itself included, stays no zombie but goes at once. Safe for several threads.
 */
public final class Subreaper {
    private static final long LOOK_MILLIS = 20;

    /** Who has just gone may not have been noted yet. */
    private static final int LOOKS_AFTERWARDS = 10;

    private static final Map<Long, ExitResult> GONE = new HashMap<>();
    private static boolean ours;

    private Subreaper() {}

    /**
     * Makes this process the parent of its orphaned descendants. To be called while a {@link
     * ProcessTree} is open, whose watchdog is a child that stays: as long as there is one, ends are
     * waited for.
     */
    public static synchronized void adopt() {
        if (!ours) {
            ours = true;
            WaitCalls.adoptOrphans();
            Thread.ofPlatform().daemon().start(Subreaper::reap);
        }
    }

    private static void reap() {
        for (WaitCalls.Fate fate = WaitCalls.reapAny(); fate != null; fate = WaitCalls.reapAny()) {
            ChildRegistry.remove(fate.pid());
            synchronized (Subreaper.class) {
                GONE.put(fate.pid(), ExitResult.of(fate));
                Subreaper.class.notifyAll();
            }
        }
    }

    /** Whether children are waited for here, and nowhere else. */
    static synchronized boolean areOurs() {
        return ours;
    }

    /** Waits for the end of a child that this process has started itself. */
    static synchronized ExitResult awaitChild(long pid) {
        while (!GONE.containsKey(pid)) {
            sleep();
        }
        return GONE.get(pid);
    }

    /**
     * Waits for the end of one that may have come to us.
     *
     * @return how it ended; empty if that was told to another process, its parent
     */
    public static synchronized Optional<ExitResult> await(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        for (int gone = 0; gone < LOOKS_AFTERWARDS && !GONE.containsKey(pid); ) {
            gone += Files.exists(process) ? 0 : 1;
            sleep();
        }
        return Optional.ofNullable(GONE.get(pid));
    }

    private static void sleep() {
        try {
            Subreaper.class.wait(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
