package ipckit.shm;

/** Whose segments: what stands before the colon of a name. */
enum Scheme {
    LOCAL,
    POSIX,
    SYSV
}
