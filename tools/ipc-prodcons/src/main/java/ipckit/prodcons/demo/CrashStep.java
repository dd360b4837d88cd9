package ipckit.prodcons.demo;

/**
 * The steps of a ring's protocol at which {@code IPCKIT_CRASH_AT} can kill a process. Some of these
 * steps belong to the acquisition of a lock (A1 to A3) or to attaching (T1, T5). {@link
 * CrashPoint#left} describes the state after a death at each step.
 */
enum CrashStep {
    A1,
    A2,
    A3,
    P2,
    P3,
    P4,
    P5,
    P6,
    C2A,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    R1,
    T1,
    T5,
    WAKE,
    S1,
    S2,
    S3
}
