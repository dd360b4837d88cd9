package ipckit.prodcons.inspect;

import ipckit.common.os.ProcessState;
import ipckit.common.queue.RingParticipant;

/** How a participant is, as far as that keeps others waiting. */
enum ParticipantCondition {
    /** It lives. */
    ALIVE("alive", "alive"),
    /** It was stopped, by Ctrl-Z say: it lives and does nothing. */
    STOPPED("stopped", "which is stopped"),
    /** A device or a freezer has it. */
    STUCK("stuck", "which hangs in the kernel"),
    /** It has died, and nobody has needed its place yet. */
    DEAD("dead", "which has died");

    private final String word;
    private final String clause;

    ParticipantCondition(String word, String clause) {
        this.word = word;
        this.clause = clause;
    }

    static ParticipantCondition of(RingParticipant one) {
        if (!one.alive()) {
            return DEAD;
        }
        return one.pidIsOurs() ? of(ProcessState.of(one.pid())) : ALIVE;
    }

    private static ParticipantCondition of(ProcessState state) {
        return switch (state) {
            case STOPPED -> STOPPED;
            case UNINTERRUPTIBLE -> STUCK;
            default -> ALIVE;
        };
    }

    /** For tables. */
    String word() {
        return word;
    }

    /** For sentences: "which is stopped". */
    String clause() {
        return clause;
    }
}
