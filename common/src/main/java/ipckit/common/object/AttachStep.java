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
     * Step T5: this process has written its role to the participant table. The object counts its
     * participants, but the counters do not include this process yet.
     */
    T5;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
