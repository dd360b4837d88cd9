package ipckit.fan.output;

import ipckit.fan.pool.PoolThreads;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Several streams at once, numbered from 1, that go out one after the other. What the first of them
 * is given goes out at once; what later ones are given is held, up to a limit that all share, and
 * beyond that they wait. So no more memory is used than that, however slow the first is, and no
 * file. Safe for several threads, of which one writes a stream.
 */
public final class OrderedOutput {
    private static final long MOST = 16 << 20;

    /** A stream that has to wait for others. */
    private static final class Held {
        final Queue<byte[]> pieces = new ArrayDeque<>();

        /** Null while it goes on. */
        Runnable whenOut;
    }

    private final Consumer<ByteBuffer> out;
    private final int ahead;
    private final Map<Long, Held> waiting = new HashMap<>();

    /** Whose turn it is; what it had to hold is out. */
    private long first = 1;

    private long held;

    /**
     * @param out what goes out
     * @param ahead how many may be begun before the first of them is out
     */
    public OrderedOutput(Consumer<ByteBuffer> out, int ahead) {
        this.out = out;
        this.ahead = ahead;
    }

    /** Waits until a stream of this number may begin. */
    public synchronized void awaitNear(long number) {
        while (number - first >= ahead) {
            pause();
        }
    }

    /** Takes what is left in a buffer; waits if too much is held. */
    public void write(long number, ByteBuffer bytes) {
        if (!hold(number, bytes)) {
            out.accept(bytes);
        }
    }

    /** False if it is its turn. */
    private synchronized boolean hold(long number, ByteBuffer bytes) {
        int length = bytes.remaining();
        while (number != first && held > 0 && held + length > MOST) {
            pause();
        }
        if (number == first) {
            return false;
        }
        byte[] piece = new byte[length];
        bytes.get(piece);
        of(number).pieces.add(piece);
        held += length;
        return true;
    }

    /**
     * A stream ends.
     *
     * @param whenOut done when all of it is out, before anything of the next
     */
    public void end(long number, Runnable whenOut) {
        if (isFirst(number, whenOut)) {
            whenOut.run();
            for (long next = number + 1; letOut(next); next++) {
                // those that have ended already
            }
        }
    }

    private synchronized boolean isFirst(long number, Runnable whenOut) {
        if (number != first) {
            of(number).whenOut = whenOut;
        }
        return number == first;
    }

    /** Puts out what a stream has held, and makes it the first. Whether it has ended, too. */
    private boolean letOut(long number) {
        for (; ; ) {
            byte[] piece;
            Runnable whenOut = null;
            synchronized (this) {
                Held stream = of(number);
                piece = stream.pieces.poll();
                if (piece == null) {
                    whenOut = stream.whenOut;
                    first = number;
                    waiting.remove(number);
                } else {
                    held -= piece.length;
                }
                notifyAll();
            }
            if (piece != null) {
                out.accept(ByteBuffer.wrap(piece));
            } else {
                if (whenOut != null) {
                    whenOut.run();
                }
                return whenOut != null;
            }
        }
    }

    private Held of(long number) {
        return waiting.computeIfAbsent(number, _ -> new Held());
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }
}
