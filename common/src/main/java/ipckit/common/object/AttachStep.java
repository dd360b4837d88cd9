package ipckit.common.object;

import ipckit.common.sync.Failpoint;

/**
 * The steps of attaching at which tests kill a process. Each step has a {@link Failpoint}. The
 * comment of a step describes what the process has done at the moment of its death.
 */
public enum AttachStep {
    /**
     * Step T1: this process has its participant index. It has not yet repaired what the previous
     * process at this index left.
     */
    T1,
    /**
     * Step T5: this process has written the participant's role to the participant table. The
     * counters that the object keeps of its participants do not include this participant yet.
     */
    T5;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
