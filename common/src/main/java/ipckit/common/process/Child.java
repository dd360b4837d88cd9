package ipckit.common.process;

import ipckit.common.os.Reaping;
import ipckit.common.os.Signals;

/**
 * A process that we have started and whose end we have to wait for, lest it stay as a zombie. Safe
 * for several threads, of which one waits; a signal never hits another process, though numbers are
 * reused.
 */
public final class Child {
    private final long pid;
    private Ended ended;

    Child(long pid) {
        this.pid = pid;
    }

    /** Its number. */
    public long pid() {
        return pid;
    }

    /**
     * Waits for its end. Never returns once a signal is ending this process: then it may be that
     * the child was ended for that.
     */
    public Ended await() {
        Ended end = Orphans.areOurs() ? Orphans.awaitChild(pid) : reap();
        Ending.giveWay();
        return end;
    }

    private Ended reap() {
        synchronized (this) {
            if (ended != null) {
                return ended; // its number may be another's by now
            }
        }
        Reaping.awaitEnd(pid);
        synchronized (this) {
            if (ended == null) {
                ended = Ended.of(Reaping.reap(pid));
                Roster.remove(pid);
            }
            return ended;
        }
    }

    /** What a process does that users can stop and let go on. */
    public enum Change {
        /** It has ended. */
        ENDED,
        /** It was stopped, by Ctrl-Z for one. */
        STOPPED,
        /** It was stopped because it uses a terminal, and is not in front there. */
        HELD_BACK,
        /** It goes on. */
        CONTINUED
    }

    /** Waits until it has ended, was stopped, or goes on. */
    public Change awaitChange() {
        Change change;
        do {
            Reaping.awaitChange(pid);
            change = change();
        } while (change
                == null); // what we were woken by is over: it was killed while it was stopped
        return change;
    }

    private synchronized Change change() {
        Reaping.Fate fate = Reaping.change(pid);
        if (fate == null) {
            return ended == null ? null : Change.ENDED;
        }
        if (fate.stopped()) {
            return fate.signal() == Signals.number("TTIN")
                            || fate.signal() == Signals.number("TTOU")
                    ? Change.HELD_BACK
                    : Change.STOPPED;
        }
        if (fate.continued()) {
            return Change.CONTINUED;
        }
        ended = Ended.of(fate);
        Roster.remove(pid);
        return Change.ENDED;
    }

    /** Sends a signal to its process group, of which it is the first; see {@link #signal}. */
    public synchronized boolean signalGroup(String name) {
        return ended == null && Signals.send(-pid, name);
    }

    /**
     * Sends it a signal.
     *
     * @param name without SIG
     * @return whether it was still there
     */
    public synchronized boolean signal(String name) {
        return ended == null && Signals.send(pid, name);
    }

    /**
     * A process that is no more.
     *
     * @param pid its number
     * @param ended how it has ended
     */
    public record Gone(long pid, Ended ended) {}

    /**
     * Waits until any child of this process has ended, whoever has started it. For a process that
     * awaits none of them by itself, and has none of others' {@linkplain Orphans orphans}.
     *
     * @return null if there is none; never once a signal is ending this process
     */
    public static Gone awaitAny() {
        Reaping.Fate fate = Reaping.reapAny();
        Ending.giveWay();
        if (fate == null) {
            return null;
        }
        Roster.remove(fate.pid());
        return new Gone(fate.pid(), Ended.of(fate));
    }
}
