package ipckit.chain.pipeline;

/** The kinds of connections between the output of a stage and the input of the next stage. */
enum ConnectionKind {
    /** A pipe. */
    PIPE,
    /** A named pipe in a private directory. */
    FIFO,
    /** A bounded buffer in this process, which can keep the lines that a crashed stage lost. */
    BUFFER
}
