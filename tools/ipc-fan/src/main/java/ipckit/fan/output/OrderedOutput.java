package ipckit.fan.output;

import ipckit.common.Uninterrupted;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Puts the output of parallel work in order. The work consists of numbered units, such as the
 * records of the input. A part is the output of one unit, or of several consecutive units. The
 * position of a part is the number of its first unit. The parts are written in the order of their
 * positions. The part at the position {@link #next} is written directly. The bytes of a later part
 * are held in memory until all earlier parts have been written.
 *
 * <p>A caller writes a part in one of two ways. The first way is to call {@link #write} for each
 * piece of the part, and then {@link #end}. The second way is to call {@link #put} with the
 * complete part. The constructor sets a limit for the held bytes. The method {@code write} blocks
 * if a piece must be held in memory but would exceed the limit. The method {@code put} does not
 * wait for the limit, so the caller must check {@link #hasRoom} before it begins the work for
 * another part.
 *
 * <p>After the sink, or an action passed to {@link #end}, has thrown an exception, later output is
 * discarded and no call blocks. Safe for several threads, if each part is written by one thread.
 */
public final class OrderedOutput {
    /** The approximate memory in bytes that a held piece needs in addition to its content. */
    private static final int PIECE_OVERHEAD = 128;

    /**
     * The size in bytes of the buffer that joins consecutive held pieces, so that one write is
     * enough for several pieces.
     */
    private static final int JOINED = 64 << 10;

    /** A part that has to wait until earlier parts have been written. */
    private static final class HeldPart {
        final Queue<byte[]> pieces = new ArrayDeque<>(1);
        boolean ended;

        /**
         * The number of consecutive units of work, such as records, whose output this part
         * contains; set when the part has ended.
         */
        int positions;

        /**
         * The action that runs after the part's last byte has been written, or null for none; set
         * when the part has ended.
         */
        Runnable action;

        /** The approximate memory in bytes of the objects that {@link #action} uses. */
        long memory;
    }

    private final Consumer<ByteBuffer> sink;
    private final int ahead;
    private final long limit;
    private final Map<Long, HeldPart> later = new HashMap<>();

    /**
     * The buffer in which held pieces are joined before a write. Only {@link #release} uses the
     * buffer, in one thread at a time.
     */
    private ByteBuffer joined;

    /** The position whose part is written directly, because all earlier parts have been written. */
    private volatile long next;

    private volatile long held;
    private boolean failed;

    /**
     * @param first the position of the first part
     * @param ahead how far a part may be ahead of the part that is written next: {@link
     *     #awaitWindow} waits until the difference of their positions is less than this number
     * @param limit the approximate number of bytes that may be held, including the memory that
     *     waiting actions keep
     * @param sink receives the output, from one thread at a time
     */
    public OrderedOutput(long first, int ahead, long limit, Consumer<ByteBuffer> sink) {
        this.next = first;
        this.ahead = ahead;
        this.limit = limit;
        this.sink = sink;
    }

    /**
     * Waits until the caller may begin the unit of work at a position. The output of a unit can
     * wait in memory until the output of all earlier units has been written. The unit at the
     * position {@link #next} may begin at once. A later unit may begin when its position is less
     * than {@code next + ahead} and {@link #hasRoom} returns true. Returns at once after a failure
     * of the output.
     */
    public synchronized void awaitWindow(long position) {
        while (position != next && (position - next >= ahead || !hasRoom()) && !failed) {
            Uninterrupted.await(this::wait);
        }
    }

    /**
     * Waits until all parts before a position have been written. The caller may then write the part
     * at this position itself, and must end it with {@link #end}.
     */
    public synchronized void awaitTurn(long position) {
        while (position != next && !failed) {
            Uninterrupted.await(this::wait);
        }
    }

    /**
     * Adds the remaining bytes of a buffer to a part. If all earlier parts are written, this method
     * writes the bytes. Otherwise it holds a copy of them in memory. If the held bytes of all parts
     * would then exceed the limit, this method first waits until there is room for the copy, until
     * no bytes are held, or until all earlier parts are written.
     *
     * @param position the position of the part
     */
    public void write(long position, ByteBuffer bytes) {
        if (!hold(position, bytes)) {
            emit(bytes);
        }
    }

    /**
     * Decides what happens to the next bytes of a part. If the sink or an action has failed,
     * discards the bytes and returns true. If earlier parts are not yet written, holds a copy of
     * the bytes and returns true. In all other cases returns false, and the caller must write the
     * bytes directly.
     *
     * <p>While a copy would exceed the limit for held bytes, this method first waits. The wait also
     * ends when no bytes are held, when all earlier parts are written, or after a failure.
     */
    private synchronized boolean hold(long position, ByteBuffer bytes) {
        while (position != next && held > 0 && held + bytes.remaining() > limit && !failed) {
            Uninterrupted.await(this::wait);
        }
        if (failed) {
            return true;
        }
        if (position == next) {
            return false;
        }
        add(partAt(position), bytes);
        return true;
    }

    /**
     * Ends the part at a position, after all its pieces have been passed to {@link #write}. The
     * part must contain the output of only one unit of work, such as a record: the next part begins
     * at {@code position + 1}.
     *
     * @param action runs when all bytes of the part have been written and before any byte of the
     *     next part is written; possibly in another thread
     */
    public void end(long position, Runnable action) {
        end(position, 0, action);
    }

    /**
     * Ends the part at a position, like {@link #end(long, Runnable)}.
     *
     * @param memory the approximate memory in bytes that the action keeps; counts as held bytes
     *     until the action runs
     */
    public void end(long position, long memory, Runnable action) {
        if (!holdEnd(position, 1, null, memory, action)) {
            run(action);
            release(position + 1);
        }
    }

    /**
     * Takes a complete part. If all earlier parts are written, this method writes the part.
     * Otherwise it holds a copy of the part in memory.
     *
     * @param position the number of the first unit of work that has its output in the part; a unit
     *     is, for example, one record of the input
     * @param positions the number of consecutive units that have their output in the part
     * @param bytes the output, possibly empty; the caller may reuse its memory afterwards
     */
    public void put(long position, int positions, ByteBuffer bytes) {
        if (!holdEnd(position, positions, bytes, 0, null)) {
            emit(bytes);
            release(position + positions);
        }
    }

    /**
     * Ends a part, and decides what happens to its last bytes and its action. If the sink or an
     * earlier action has failed, discards the bytes and the action, and returns true. If earlier
     * parts are not yet written, holds the bytes and the action, and returns true. In all other
     * cases returns false, and the caller must write the bytes and run the action.
     *
     * @param position the position of the part
     * @param positions the number of units of work that have their output in the part; a unit is,
     *     for example, one record of the input. The position of the next part is greater by this
     *     number.
     * @param bytes the last bytes of the part; null for none
     * @param memory the approximate memory in bytes that the action keeps
     * @param action runs after the last byte; null for none
     */
    private synchronized boolean holdEnd(
            long position, int positions, ByteBuffer bytes, long memory, Runnable action) {
        if (position != next && !failed) {
            HeldPart part = partAt(position);
            if (bytes != null) {
                add(part, bytes);
            }
            part.ended = true;
            part.positions = positions;
            part.action = action;
            part.memory = memory;
            held += memory;
        }
        return position != next || failed;
    }

    private HeldPart partAt(long position) {
        return later.computeIfAbsent(position, _ -> new HeldPart());
    }

    private void add(HeldPart part, ByteBuffer bytes) {
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        part.pieces.add(piece);
        held += piece.length + PIECE_OVERHEAD;
    }

    /**
     * Writes the held parts in order, from the part at the position {@code from} to the first part
     * that has not ended. Of the part that has not ended, this method writes the bytes that are
     * held so far. From then on, {@link #write} writes further bytes of that part directly.
     */
    private void release(long from) {
        long position = from;
        for (; ; ) {
            byte[] piece;
            HeldPart ended = null;
            synchronized (this) {
                HeldPart part = later.get(position);
                piece = part == null ? null : part.pieces.poll();
                if (piece != null) {
                    held -= piece.length + PIECE_OVERHEAD;
                } else if (part != null && part.ended) {
                    ended = later.remove(position);
                    held -= ended.memory;
                    // After this assignment, write() would no longer hold bytes for this part, but
                    // write them while this thread writes. This cannot happen, because write() is
                    // not called for a part that has ended.
                    next = position;
                } else if (isFlushed()) {
                    later.remove(position);
                    next = position;
                    notifyAll();
                    return;
                }
                notifyAll();
            }
            if (piece != null) {
                join(piece);
            } else if (ended == null) {
                flush();
            } else {
                if (ended.action != null) {
                    flush();
                    run(ended.action);
                }
                position += ended.positions;
            }
        }
    }

    private boolean isFlushed() {
        return joined == null || joined.position() == 0;
    }

    private void join(byte[] piece) {
        if (joined == null) {
            joined = ByteBuffer.allocateDirect(JOINED);
        }
        if (piece.length > joined.remaining()) {
            flush();
        }
        if (piece.length > joined.remaining()) {
            emit(ByteBuffer.wrap(piece));
        } else {
            joined.put(piece);
        }
    }

    private void flush() {
        if (!isFlushed()) {
            emit(joined.flip());
            joined.clear();
        }
    }

    private void emit(ByteBuffer bytes) {
        run(() -> sink.accept(bytes));
    }

    private void run(Runnable action) {
        boolean done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (!done) {
                fail();
            }
        }
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    /** Returns whether the number of held bytes is below the limit. */
    public boolean hasRoom() {
        return held < limit;
    }

    /**
     * Returns the position of the part that is written next. The position is the number of a unit
     * of work, such as a record of the input.
     */
    public long next() {
        return next;
    }
}
