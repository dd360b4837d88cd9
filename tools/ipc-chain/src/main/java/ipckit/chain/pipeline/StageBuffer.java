package ipckit.chain.pipeline;

import ipckit.common.Uninterrupted;

/**
 * The bounded buffer in front of a stage. Three threads use it. The first puts the output of the
 * previous stage into the buffer. The second takes the bytes as input for the stage. The third
 * acknowledges each input line for which the stage has written an output line. The buffer of a
 * restartable stage keeps every byte until the byte is acknowledged. After a crash, the stage can
 * therefore read the byte again.
 *
 * <p>{@link #put} waits while the buffer contains at least 1 MiB of bytes that are not taken yet.
 * Bytes that are taken and not yet acknowledged do not count, because a stage may need more input
 * before it writes an output line. If {@link #put} waited for an acknowledgement, such a stage
 * would wait forever.
 *
 * <p>Thread-safe.
 */
final class StageBuffer implements ByteSink {
    private static final int BOUND = 1 << 20;
    private static final int INITIAL_SIZE = 64 << 10;

    /** The result of {@link #take} at the end of the input. */
    static final int END = -1;

    /** The result of {@link #take} after {@link #stop}, whether or not the input has ended. */
    static final int STOPPED = -2;

    private final boolean keepsTaken;
    private byte[] bytes = new byte[INITIAL_SIZE];

    /** The index in {@code bytes} of the first byte that is not acknowledged. */
    private int start;

    /** The index in {@code bytes} of the byte that {@link #take} returns next. */
    private int next;

    /** The index in {@code bytes} after the last byte that was put. */
    private int end;

    private long answered;
    private boolean ended;
    private boolean overflowed;
    private boolean closed;
    private boolean stopped;

    /**
     * Creates an empty buffer.
     *
     * @param keepsTaken true if a byte stays in the buffer until it is acknowledged; false if a
     *     byte leaves the buffer when it is taken
     */
    StageBuffer(boolean keepsTaken) {
        this.keepsTaken = keepsTaken;
    }

    @Override
    public synchronized boolean put(byte[] source, int from, int length) {
        while (end - next >= BOUND && !closed) {
            Uninterrupted.await(this::wait);
        }
        if (closed) {
            return false;
        }
        if (!makeRoom(length)) {
            overflowed = true;
            close();
            return false;
        }
        System.arraycopy(source, from, bytes, end, length);
        end += length;
        notifyAll();
        return true;
    }

    /** Makes room for {@code length} more bytes. Returns false when there is not enough memory. */
    private boolean makeRoom(int length) {
        if (bytes.length - end >= length) {
            return true;
        }
        int kept = end - start;
        byte[] target = bytes;
        if (length > bytes.length / 2 - kept) {
            try {
                target = new byte[Math.multiplyExact(2, Math.addExact(kept, length))];
            } catch (OutOfMemoryError | ArithmeticException e) {
                return false;
            }
        }
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        next -= start;
        end = kept;
        start = 0;
        return true;
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Copies the next bytes into the array. If all bytes are already taken, first blocks until more
     * bytes are put, the input ends, or {@link #stop} is called.
     *
     * @return the number of bytes taken, {@link #END}, or {@link #STOPPED}
     */
    synchronized int take(byte[] target) {
        while (next == end && !ended && !stopped) {
            Uninterrupted.await(this::wait);
        }
        if (stopped) {
            return STOPPED;
        }
        int length = Math.min(target.length, end - next);
        if (length == 0) {
            return END;
        }
        System.arraycopy(bytes, next, target, 0, length);
        next += length;
        if (!keepsTaken) {
            start = next;
        }
        notifyAll();
        return length;
    }

    /**
     * Acknowledges lines that are taken and not yet acknowledged, in the order of the input. The
     * last line of the input need not end in a newline. If there are fewer such lines than {@code
     * lines}, acknowledges all of them.
     *
     * @param lines the number of lines to acknowledge
     * @return true if {@code lines} lines were acknowledged; false if there were fewer
     */
    synchronized boolean acknowledge(int lines) {
        for (int left = lines; left > 0; left--) {
            int at = start;
            while (at < next && bytes[at] != '\n') {
                at++;
            }
            boolean terminated = at < next;
            boolean last = ended && next == end && at == end && start < end;
            if (!terminated && !last) {
                return false;
            }
            start = terminated ? at + 1 : end;
            answered++;
        }
        return true;
    }

    /**
     * Makes {@link #take} return {@link #STOPPED} until {@link #rewind} is called. Wakes a thread
     * that is blocked in {@link #take}.
     */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * Makes {@link #take} begin again with the first line that is not acknowledged. Ends the effect
     * of {@link #stop}.
     */
    synchronized void rewind() {
        stopped = false;
        next = start;
    }

    /**
     * Tells this buffer that the current process of the stage has stopped reading. If the stage is
     * not restartable, this method closes the buffer. Otherwise the buffer stays open for the next
     * process of the stage.
     */
    synchronized void readerGone() {
        if (!keepsTaken) {
            close();
        }
    }

    /** Discards the contents, and makes every later {@link #put} return false. */
    synchronized void close() {
        closed = true;
        stopped = true;
        start = end;
        next = end;
        notifyAll();
    }

    /**
     * Returns whether a {@link #put} has failed because there was not enough memory for the
     * unacknowledged lines.
     */
    synchronized boolean hasOverflowed() {
        return overflowed;
    }

    /** Returns the number of acknowledged lines. */
    synchronized long answered() {
        return answered;
    }

    /** Returns whether the input has ended and all its lines are acknowledged. */
    synchronized boolean isDone() {
        return ended && start == end;
    }
}
