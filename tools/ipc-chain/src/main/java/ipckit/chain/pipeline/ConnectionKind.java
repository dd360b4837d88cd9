package ipckit.chain.pipeline;

/** The ways in which the output of a stage becomes the input of the next one. */
enum ConnectionKind {
    /** A pipe of the kernel between the two processes. */
    PIPE,
    /** A named pipe in a private directory. */
    FIFO,
    /** A bounded buffer in this process, which can keep the lines that a crashed stage lost. */
    BUFFER
}
