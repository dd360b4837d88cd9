package ipckit.chain.pipeline;

/** How one stage's output comes to be the next one's input. */
public enum ConnectionKind {
    /** By a pipe of the kernel, from process to process. */
    PIPE,
    /** By a named pipe in a private directory. */
    FIFO,
    /**
     * By a bounded buffer in this process, which can keep what a crashed stage has not answered.
     */
    RING
}
