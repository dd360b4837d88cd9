package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.Uninterrupted;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives the blocks of a stream to children, either to the child that asks first or to the children
 * in turn. A block consists of consecutive complete records. If a child closes its input before it
 * has received a complete block, another child receives the remaining records of the block.
 *
 * <p>This class is safe for several threads. Each thread takes blocks for one child. Only one
 * thread at a time reads the stream.
 */
final class BlockDistributor {
    private final BlockReader reader;
    private final boolean roundRobin;
    private final boolean[] gone;
    private final Deque<RecordBlock> returned = new ArrayDeque<>();

    /** The index of the child that receives the next block, if the children take blocks in turn. */
    private int turn;

    private boolean reading;
    private boolean ended;
    private volatile IpcException failure;

    /**
     * The number of blocks that {@link #next} has returned and that are still being written to
     * their children.
     */
    private int outstanding;

    /**
     * @param roundRobin whether children take blocks in turn; if false, the child that asks first
     *     gets the next block
     */
    BlockDistributor(BlockReader reader, int children, boolean roundRobin) {
        this.reader = reader;
        this.roundRobin = roundRobin;
        this.gone = new boolean[children];
    }

    /**
     * Waits until a block is available for a child, and returns the block. Call this method only
     * after the child's previous block has been written completely to the child.
     *
     * @param spare a block whose memory may be reused
     * @return the block, or null when the children have received all blocks of the stream
     */
    RecordBlock next(int child, RecordBlock spare) {
        for (; ; ) {
            synchronized (this) {
                while (!isReadyFor(child)) {
                    if (isFinished()) {
                        return null;
                    }
                    Uninterrupted.await(this::wait);
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
        boolean more = false;
        try {
            more = reader.next(target);
        } catch (IpcException e) {
            failure = e;
        }
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

    /**
     * Returns the failure that ended the stream early, or null if the stream has not failed. The
     * caller reports the failure when all children have ended.
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

    /**
     * Counts a block from {@link #next} as completely written to its child. Must be called once for
     * each block that was written completely.
     */
    synchronized void markDelivered() {
        outstanding--;
        notifyAll();
    }

    /**
     * Removes a child that has closed its input.
     *
     * @param rest the records of the child's last block that the child has not received; may be
     *     empty. Another child must receive these records.
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

    /**
     * Returns whether the stream has ended or failed, and children have received all of its blocks.
     */
    synchronized boolean isFinished() {
        return ended && outstanding == 0 && returned.isEmpty();
    }
}
