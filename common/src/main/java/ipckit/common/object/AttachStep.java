package ipckit.common.object;

import ipckit.common.sync.Failpoint;

/**
 * The steps of attaching at which a process can be killed by {@link Failpoint}. The process dies
 * after it has done what the step's comment says.
 */
public enum AttachStep {
    /**
     * T1: the participant index is taken; what the previous process at this index left is not
     * repaired yet.
     */
    T1,
    /** T5: the role is written; the participant is not counted yet. */
    T5;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
