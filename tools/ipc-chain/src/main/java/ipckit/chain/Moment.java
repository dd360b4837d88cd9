package ipckit.chain;

/** When a link waits for its child: the textbook's variants of the chain. */
enum Moment {
    /** First it waits, then it prints: the last link is the first to print. */
    BEFORE,
    /** First it prints, then it waits. */
    AFTER,
    /** It does not wait: whoever still runs then is an orphan, and adopted. */
    NONE
}
