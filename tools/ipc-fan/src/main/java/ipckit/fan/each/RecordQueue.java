package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.fan.each.input.ArgumentSource;
import ipckit.fan.each.input.JobArguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * A queue of records. Several threads take records from the queue. A separate thread reads the
 * source of the records, because a thread that runs jobs must not block in a read. The reading
 * thread reads ahead: the queue contains records that no thread has taken yet. Therefore the number
 * of records can be known before all records are taken.
 */
final class RecordQueue {
    /**
     * The default limit in bytes for the memory of the records in a queue. The limit is
     * approximate.
     */
    static final long AHEAD = 1 << 20;

    private final ArgumentSource source;
    private final long ahead;
    private final Predicate<JobRecord> skipped;
    private final Deque<JobRecord> ready = new ArrayDeque<>();
    private long held;
    private long count;
    private long added;
    private boolean ended;
    private boolean stopped;
    private IpcException failure;

    /**
     * @param ahead the approximate limit in bytes for the memory of the records in the queue
     * @param skipped returns whether the queue omits a record; called by the reading thread
     */
    RecordQueue(ArgumentSource source, long ahead, Predicate<JobRecord> skipped) {
        this.source = source;
        this.ahead = ahead;
        this.skipped = skipped;
    }

    /** Creates a queue of records that are known already. */
    RecordQueue(List<JobRecord> records) {
        this(null, Long.MAX_VALUE, _ -> false);
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

    /**
     * Adds the next record to the queue, unless the predicate {@link #skipped} returns true for the
     * record. Waits while the queue is full.
     *
     * @return false if the queue is stopped
     */
    private boolean put(JobArguments next) {
        JobRecord record = new JobRecord(count + 1, added + 1, next.text(), next.values());
        boolean isSkipped = skipped.test(record);
        synchronized (this) {
            if (isSkipped) {
                count++;
                return !stopped;
            }
            while (held >= ahead && !stopped) {
                Uninterrupted.await(this::wait);
            }
            add(record);
            notify();
            return !stopped;
        }
    }

    private void add(JobRecord record) {
        count++;
        added++;
        held += record.memory();
        ready.add(record);
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
        held -= next.memory();
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
     * Returns the number of records of the source, including skipped records. Returns -1 until the
     * reading thread has reached the end of the source or has failed.
     */
    synchronized long total() {
        return ended ? count : -1;
    }
}
