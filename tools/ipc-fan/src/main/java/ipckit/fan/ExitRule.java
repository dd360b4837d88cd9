package ipckit.fan;

/** What the exit status of the whole is, when some have failed. */
enum ExitRule {
    /** That of the one that failed first. */
    FIRST,
    /** The greatest. */
    HIGHEST,
    /** 0, if any has succeeded; else that of the one that failed first. */
    ANY
}
