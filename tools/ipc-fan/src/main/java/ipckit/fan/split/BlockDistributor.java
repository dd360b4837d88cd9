package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.fan.pool.PoolThreads;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What comes in, for children of whom each takes a block when it has none: whoever comes first, or
 * one after the other. What one of them could not be given any more another one takes. Safe for
 * several threads, one for each child; one of them at a time reads, and the others can take what is
 * there meanwhile.
 */
final class BlockDistributor {
    private final BlockReader reader;
    private final boolean inTurn;
    private final boolean[] gone;
    private final Deque<RecordBlock> back = new ArrayDeque<>();
    private int turn;
    private boolean reading;
    private boolean ended;
    private volatile IpcException failure;

    /** Blocks that were taken, and may come back. */
    private int out;

    /**
     * @param inTurn whether they take one after the other
     */
    BlockDistributor(BlockReader reader, int children, boolean inTurn) {
        this.reader = reader;
        this.inTurn = inTurn;
        this.gone = new boolean[children];
    }

    /**
     * The next block for a child, which has given all of the last one away.
     *
     * @param spare a block whose memory can be used
     * @return null at the end: when there is no more, and nothing can come back
     */
    RecordBlock next(int child, RecordBlock spare) {
        for (; ; ) {
            synchronized (this) {
                while (!isReadyFor(child)) {
                    if (isOver()) {
                        return null;
                    }
                    pause();
                }
                if (!back.isEmpty()) {
                    taken();
                    return back.poll();
                }
                reading = true;
            }
            if (read(spare)) {
                return spare;
            }
        }
    }

    private boolean isReadyFor(int child) {
        return (!inTurn || turn == child) && (!back.isEmpty() || !ended && !reading);
    }

    private boolean read(RecordBlock target) {
        boolean more = readNext(target);
        synchronized (this) {
            reading = false;
            ended = !more;
            if (more) {
                target.leaveAsRead();
                taken();
            }
            notifyAll();
        }
        return more;
    }

    private boolean readNext(RecordBlock target) {
        try {
            return reader.next(target);
        } catch (IpcException e) {
            failure = e;
            return false;
        }
    }

    /** What has ended the input before its end, to be told when all is done; null for nothing. */
    IpcException failure() {
        return failure;
    }

    private void taken() {
        out++;
        advance();
    }

    private void advance() {
        for (int i = 0; i < gone.length; i++) {
            turn = (turn + 1) % gone.length;
            if (!gone[turn]) {
                break;
            }
        }
        notifyAll();
    }

    /** A child has all of its block. */
    synchronized void given() {
        out--;
        notifyAll();
    }

    /**
     * A child takes no more.
     *
     * @param rest what it did not take of its block
     */
    synchronized void leave(int child, RecordBlock rest) {
        gone[child] = true;
        if (rest.length() > 0) {
            back.add(rest);
        }
        out--;
        if (turn == child) {
            advance();
        }
        notifyAll();
    }

    /** Whether all of the stream was read and given to somebody. */
    synchronized boolean isOver() {
        return ended && out == 0 && back.isEmpty();
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }
}
