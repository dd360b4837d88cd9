package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.fan.each.input.ArgumentSource;
import ipckit.fan.each.input.JobArguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A queue of records. Several threads take records from the queue. A separate thread reads the
 * source of the records, because a thread that runs jobs must not block in a read. The reading
 * thread reads ahead: the queue holds records that are not yet taken. Therefore the number of
 * records can be known before all records are taken.
 */
final class RecordQueue {
    /** The default of the approximate number of bytes that a queue holds. */
    static final long AHEAD = 1 << 20;

    /** The approximate memory in bytes that a record needs in addition to its content. */
    private static final long OVERHEAD = 128;

    /** The approximate memory in bytes that each value needs in addition to its content. */
    private static final long OVERHEAD_OF_VALUE = 32;

    private final ArgumentSource source;
    private final long ahead;
    private final Deque<JobRecord> ready = new ArrayDeque<>();
    private long held;
    private long count;
    private boolean ended;
    private boolean stopped;
    private IpcException failure;

    /**
     * @param ahead the approximate number of bytes that the queue may hold
     */
    RecordQueue(ArgumentSource source, long ahead) {
        this.source = source;
        this.ahead = ahead;
    }

    /** Creates a queue of records that are known already. */
    RecordQueue(List<JobRecord> records) {
        this(null, Long.MAX_VALUE);
        for (JobRecord record : records) {
            add(record);
        }
        ended = true;
    }

    /** Starts the thread that reads the source, if there is a source. Returns this queue. */
    RecordQueue start() {
        if (source == null) {
            return this;
        }
        Thread.ofPlatform().daemon().name("records").start(this::read);
        return this;
    }

    private void read() {
        try {
            for (JobArguments next = source.next(); next != null; next = source.next()) {
                if (!put(next)) {
                    return;
                }
            }
            end(null);
        } catch (IpcException e) {
            end(e);
        } catch (OutOfMemoryError e) {
            end(new IpcException(Category.FAILED, "not enough memory for the input", e));
        } catch (RuntimeException | Error e) {
            end(new IpcException(Category.FAILED, "cannot read the input: " + e, e));
        }
    }

    private synchronized boolean put(JobArguments next) {
        while (held >= ahead && !stopped) {
            Uninterrupted.await(this::wait);
        }
        add(new JobRecord(count + 1, next.text(), next.values()));
        notify();
        return !stopped;
    }

    private void add(JobRecord record) {
        count++;
        held += size(record);
        ready.add(record);
    }

    /**
     * Returns the approximate memory in bytes that a record needs. The values of a record may be
     * copies of parts of its content.
     */
    private static long size(JobRecord record) {
        return OVERHEAD + 2L * record.bytes().length + OVERHEAD_OF_VALUE * record.values().size();
    }

    private synchronized void end(IpcException why) {
        failure = why;
        ended = true;
        notifyAll();
    }

    /**
     * Takes the next record. Waits while the queue is empty and the source has not ended.
     *
     * @return null when there are no more records, or when the queue is stopped
     * @throws IpcException UNUSABLE or IO if the source failed; thrown after all records before the
     *     failure have been taken
     */
    synchronized JobRecord take() {
        while (ready.isEmpty() && !ended && !stopped) {
            Uninterrupted.await(this::wait);
        }
        if (stopped) {
            return null;
        }
        if (ready.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            return null;
        }
        boolean wasFull = held >= ahead;
        JobRecord next = ready.remove();
        held -= size(next);
        if (wasFull) {
            notifyAll();
        }
        return next;
    }

    /** Makes every later {@link #take} return null. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * Returns the number of records of the source; -1 until the end of the source has been read.
     */
    synchronized long total() {
        return ended ? count : -1;
    }
}
