package ipckit.prodcons.demo;

/**
 * The steps of a ring's protocol at which {@code IPCKIT_CRASH_AT} can kill a process. The letter of
 * a step names the operation: A acquires a lock, P puts an item, C claims and acknowledges an item,
 * R recovers a claim of a dead consumer, T attaches a process, and S creates or deletes a file of
 * an unbounded buffer. {@code WAKE} wakes sleeping processes. {@link CrashPoint#left} describes the
 * state after a death at each step.
 */
public enum CrashStep {
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
