package ipckit.fan.pool;

/** What the exit status of the whole is, when some have failed. */
public enum FanExitRule {
    /** That of the one that failed first. */
    FIRST,
    /** The greatest. */
    HIGHEST,
    /** 0, if any has succeeded; else that of the one that failed first. */
    ANY
}
