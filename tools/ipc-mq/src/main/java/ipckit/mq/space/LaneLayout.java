package ipckit.mq.space;

/**
 * The layout of a {@link Lane}, a part of the port space with up to two calls. A call is a request
 * with a right to reply, and its reply. The constants are offsets in bytes. The words that change
 * in each call are together in the first cache line. {@link Lane} describes the meaning of the
 * words. A reference to a row is the number of the row plus 1, or 0 for no row.
 */
final class LaneLayout {
    private static final int CACHE_LINE = 64;

    /** The lock of the lane, which locks only this part of the port space. It is an int. */
    static final long LOCK = 0;

    /** The row index plus 1 of the port to which replies are sent; 0 if the lane is not in use. */
    static final long PORT = LOCK + Long.BYTES;

    /** The largest number of requests whose rights to reply a lane contains. */
    static final int CALLS = 2;

    private static final long STATES = PORT + Long.BYTES;
    private static final long STATE_BYTES = 2 * Long.BYTES;

    private static final long SENDER = 0;
    private static final long DESTINATION = SENDER + Long.BYTES;
    private static final long HOLDER = DESTINATION + Long.BYTES;
    private static final long SENT_NAME = HOLDER + Long.BYTES;
    private static final long NAME_BYTES = Long.BYTES + RowLayout.NAME_BYTES;
    private static final long HELD_NAME = SENT_NAME + NAME_BYTES;
    private static final long CALL_BYTES = roundUp(HELD_NAME + NAME_BYTES);

    static final long SIZE = CACHE_LINE + CALLS * CALL_BYTES;

    private LaneLayout() {}

    private static long roundUp(long bytes) {
        return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    }

    static long state(int call) {
        return STATES + call * STATE_BYTES;
    }

    /**
     * Returns the offset of the token of a call's request, the number that identifies the message.
     */
    static long token(int call) {
        return state(call) + Long.BYTES;
    }

    private static long call(int call) {
        return CACHE_LINE + call * CALL_BYTES;
    }

    /**
     * Returns the offset of a word with the row index plus 1 of the task that has sent the request.
     */
    static long sender(int call) {
        return call(call) + SENDER;
    }

    /**
     * Returns the offset of a word with the row index plus 1 of the port to which the request is
     * sent.
     */
    static long destination(int call) {
        return call(call) + DESTINATION;
    }

    /**
     * Returns the offset of a word with the row index plus 1 of the task that has the right to
     * reply.
     */
    static long holder(int call) {
        return call(call) + HOLDER;
    }

    /**
     * Returns the offset of the name that the sender of the request has for the port for the reply.
     */
    static long sentName(int call) {
        return call(call) + SENT_NAME;
    }

    /**
     * Returns the offset of the name that the right to reply has in the task that got the request.
     */
    static long heldName(int call) {
        return call(call) + HELD_NAME;
    }
}
