package ipckit.prodcons;

import ipckit.common.process.ProcessCondition;
import ipckit.common.queue.RingParticipant;

import java.util.Locale;

/** The condition of a participant's process, as messages and tables show it. */
public enum ParticipantCondition {
    /** The process runs or sleeps. */
    ALIVE("alive"),
    /** The process is stopped, for example by Ctrl-Z. */
    STOPPED("which is stopped"),
    /**
     * The process sleeps uninterruptibly because it waits for a device or because its control group
     * is frozen.
     */
    STUCK("which hangs in the kernel"),
    /** The process is dead, but still has a row in the participant table. */
    DEAD("which has died");

    private final String clause;

    ParticipantCondition(String clause) {
        this.clause = clause;
    }

    /**
     * Returns the condition of a participant. A living participant of another pid namespace counts
     * as {@link #ALIVE}. Its state cannot be read, because its process id is not valid in the pid
     * namespace of this process.
     */
    public static ParticipantCondition of(RingParticipant one) {
        if (!one.alive()) {
            return DEAD;
        }
        return one.pidIsOurs() ? ofLiving(one.pid()) : ALIVE;
    }

    /** Returns the condition of a living process in the pid namespace of this process. */
    static ParticipantCondition ofLiving(long pid) {
        return switch (ProcessCondition.of(pid)) {
            case STOPPED -> STOPPED;
            case STUCK -> STUCK;
            case ACTIVE -> ALIVE;
        };
    }

    /** Returns the word that tables show for this condition. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the clause that messages use for this condition, for example "which is stopped". */
    public String clause() {
        return clause;
    }
}
