package ipckit.chain.pipeline;

/** The kinds of connections between the output of a stage and the input of the next stage. */
enum ConnectionKind {
    /** A pipe connects the two stages. */
    PIPE,
    /** A named pipe in a private directory connects the two stages. */
    FIFO,
    /** {@code ipc-chain} copies the bytes between the two stages through a bounded buffer. */
    BUFFER
}
