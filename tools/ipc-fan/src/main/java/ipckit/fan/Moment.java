package ipckit.fan;

/** When the parent waits for its children. */
enum Moment {
    /** First it waits for all, then it prints. */
    BEFORE,
    /** First it prints, then it waits. */
    AFTER,
    /** It does not wait: the children are orphans, and adopted. */
    NONE
}
