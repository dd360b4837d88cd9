package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.fan.pool.PoolThreads;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands the blocks of a stream to children, either to the child that asks first or to one after the
 * other. The part of a block that a child did not take is handed to another child. Safe for several
 * threads, one for each child: one of them at a time reads from the stream, while the others can
 * take blocks that were returned.
 */
final class BlockDistributor {
    private final BlockReader reader;
    private final boolean roundRobin;
    private final boolean[] gone;
    private final Deque<RecordBlock> returned = new ArrayDeque<>();

    /** The child whose turn it is, for round robin. */
    private int turn;

    private boolean reading;
    private boolean ended;
    private volatile IpcException failure;

    /** How many blocks children have that may be returned. */
    private int outstanding;

    /**
     * @param roundRobin whether children take one after the other
     */
    BlockDistributor(BlockReader reader, int children, boolean roundRobin) {
        this.reader = reader;
        this.roundRobin = roundRobin;
        this.gone = new boolean[children];
    }

    /**
     * Returns the next block for a child that has passed on all of its last one; waits for it.
     *
     * @param spare a block whose memory may be reused
     * @return null when the stream has ended and no block can be returned any more
     */
    RecordBlock next(int child, RecordBlock spare) {
        for (; ; ) {
            synchronized (this) {
                while (!isReadyFor(child)) {
                    if (isFinished()) {
                        return null;
                    }
                    pause();
                }
                if (!returned.isEmpty()) {
                    countTaken();
                    return returned.poll();
                }
                reading = true;
            }
            if (read(spare)) {
                return spare;
            }
        }
    }

    private boolean isReadyFor(int child) {
        return (!roundRobin || turn == child) && (!returned.isEmpty() || !ended && !reading);
    }

    private boolean read(RecordBlock target) {
        boolean more = readNext(target);
        synchronized (this) {
            reading = false;
            ended = !more;
            if (more) {
                target.leaveAsRead();
                countTaken();
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

    /**
     * Returns the failure that ended the stream early, to be reported when all children have ended;
     * null if there is none.
     */
    IpcException failure() {
        return failure;
    }

    private void countTaken() {
        outstanding++;
        passTurn();
    }

    private void passTurn() {
        for (int i = 0; i < gone.length; i++) {
            turn = (turn + 1) % gone.length;
            if (!gone[turn]) {
                break;
            }
        }
        notifyAll();
    }

    /** Says that a child has received all of its block. */
    synchronized void markDelivered() {
        outstanding--;
        notifyAll();
    }

    /**
     * Says that a child takes no more.
     *
     * @param rest what it did not take of its block, possibly nothing
     */
    synchronized void leave(int child, RecordBlock rest) {
        gone[child] = true;
        if (rest.length() > 0) {
            returned.add(rest);
        }
        outstanding--;
        if (turn == child) {
            passTurn();
        }
        notifyAll();
    }

    /** Whether the stream has been read to its end and every block has been delivered. */
    synchronized boolean isFinished() {
        return ended && outstanding == 0 && returned.isEmpty();
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }
}
