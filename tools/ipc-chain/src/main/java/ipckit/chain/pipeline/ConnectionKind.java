package ipckit.chain.pipeline;

/** The kinds of connections between the output of a stage and the input of the next stage. */
enum ConnectionKind {
    /** A pipe connects the two stages. */
    PIPE,
    /** A named pipe in a private directory connects the two stages. */
    FIFO,
    /** This process copies the bytes from one stage to the next one through a bounded buffer. */
    BUFFER
}
