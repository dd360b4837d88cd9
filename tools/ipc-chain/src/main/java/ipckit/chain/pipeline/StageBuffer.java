package ipckit.chain.pipeline;

/**
 * The bounded buffer before a stage. One thread puts in what the stage before has written, another
 * takes it out for this one, and a third acknowledges the lines that the stage has answered; what
 * is not acknowledged is kept, so that a stage which has crashed can be given it once more.
 *
 * <p>The bound is on what has not been taken. What was taken and not answered is in the stage's own
 * hands, which may hold back its answers for as long as it likes: to wait for them here would be a
 * deadlock.
 *
 * <p>Safe for several threads.
 */
final class StageBuffer implements ByteSink {
    private static final int BOUND = 1 << 20;
    private static final int FIRST_SIZE = 64 << 10;

    /** What {@link #take} returns at the end of the input. */
    static final int END = -1;

    /** What {@link #take} returns to one who is to stop though there may be more. */
    static final int STOPPED = -2;

    private final boolean keeping;
    private byte[] bytes = new byte[FIRST_SIZE];

    /** The first byte that is not acknowledged, the first not taken, and the end, in the array. */
    private int start;

    private int next;
    private int end;

    private long answered;
    private boolean ended;
    private boolean overflowed;
    private boolean closed;
    private boolean stopped;

    /**
     * @param keeping whether what was taken is kept until it is acknowledged
     */
    StageBuffer(boolean keeping) {
        this.keeping = keeping;
    }

    @Override
    public synchronized boolean put(byte[] source, int from, int length) {
        while (end - next >= BOUND && !closed) {
            await();
        }
        if (closed) {
            return false;
        }
        if (!hasRoom(length)) {
            overflowed = true;
            close();
            return false;
        }
        System.arraycopy(source, from, bytes, end, length);
        end += length;
        notifyAll();
        return true;
    }

    /** Makes room; false if there is no more memory for it. */
    private boolean hasRoom(int length) {
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

    /** Takes what is there, waiting for some. Returns how much; or END, or STOPPED. */
    synchronized int take(byte[] target) {
        while (next == end && !ended && !stopped) {
            await();
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
        if (!keeping) {
            start = next;
        }
        notifyAll();
        return length;
    }

    /**
     * Acknowledges lines: the next of those that were taken. The last need not end in a newline.
     *
     * @return false if there are not that many
     */
    synchronized boolean acknowledge(int lines) {
        for (int left = lines; left > 0; left--) {
            int at = start;
            while (at < next && bytes[at] != '\n') {
                at++;
            }
            boolean whole = at < next;
            boolean last = ended && next == end && at == end && start < end;
            if (!whole && !last) {
                return false;
            }
            start = whole ? at + 1 : end;
            answered++;
        }
        return true;
    }

    /** Makes who takes stop. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Lets somebody else begin with the first line that is not acknowledged. */
    synchronized void rewind() {
        stopped = false;
        next = start;
    }

    /** Its reader has gone away: for good, unless what it has not answered is kept for another. */
    synchronized void unread() {
        if (!keeping) {
            close();
        }
    }

    /** Nobody will take any more. */
    synchronized void close() {
        closed = true;
        stopped = true;
        start = end;
        next = end;
        notifyAll();
    }

    /** Whether there was not enough memory for what the stage has not answered. */
    synchronized boolean hasOverflowed() {
        return overflowed;
    }

    /** How many lines are acknowledged. */
    synchronized long answered() {
        return answered;
    }

    /** Whether all has come, and is acknowledged. */
    synchronized boolean isDone() {
        return ended && start == end;
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e); // nobody does
        }
    }
}
