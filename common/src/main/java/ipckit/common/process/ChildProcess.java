package ipckit.common.process;

import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;

/**
 * A process that we have started and whose end we have to wait for, lest it stay as a zombie. Safe
 * for several threads, of which one waits; a signal never hits another process, though numbers are
 * reused.
 */
public final class ChildProcess {
    private final long pid;
    private ExitResult ended;

    ChildProcess(long pid) {
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
    public ExitResult await() {
        ExitResult end = Subreaper.areOurs() ? Subreaper.awaitChild(pid) : reap();
        Shutdown.giveWay();
        return end;
    }

    private ExitResult reap() {
        synchronized (this) {
            if (ended != null) {
                return ended; // its number may be another's by now
            }
        }
        WaitCalls.awaitEnd(pid);
        synchronized (this) {
            if (ended == null) {
                ended = ExitResult.of(WaitCalls.reap(pid));
                ChildRegistry.remove(pid);
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
            WaitCalls.awaitChange(pid);
            change = change();
        } while (change
                == null); // what we were woken by is over: it was killed while it was stopped
        return change;
    }

    private synchronized Change change() {
        WaitCalls.Fate fate = WaitCalls.change(pid);
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
        ended = ExitResult.of(fate);
        ChildRegistry.remove(pid);
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
    public record Gone(long pid, ExitResult ended) {}

    /**
     * Waits until any child of this process has ended, whoever has started it. For a process that
     * awaits none of them by itself, and has none of others' {@linkplain Subreaper orphans}.
     *
     * @return null if there is none; never once a signal is ending this process
     */
    public static Gone awaitAny() {
        WaitCalls.Fate fate = WaitCalls.reapAny();
        Shutdown.giveWay();
        if (fate == null) {
            return null;
        }
        ChildRegistry.remove(fate.pid());
        return new Gone(fate.pid(), ExitResult.of(fate));
    }
}
