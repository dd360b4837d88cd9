package ipckit.common.object;

import ipckit.common.sync.Failpoint;

/**
 * The steps of attaching at which tests kill a process. Each step is a {@link Failpoint}. The
 * failpoint of a step is reached when the state is as the comment of the step describes it.
 */
public enum AttachStep {
    /**
     * T1: the participant index is taken. The work that the previous process at this index left is
     * not repaired yet.
     */
    T1,
    /** T5: the role is written. The participant is not counted yet. */
    T5;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
