package ipckit.shm.scheme;

/** Whose segments: what stands before the colon of a name. */
public enum Scheme {
    LOCAL,
    POSIX,
    SYSV
}
