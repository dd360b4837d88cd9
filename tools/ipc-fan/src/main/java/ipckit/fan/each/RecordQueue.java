package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.pipe.Framing;
import ipckit.fan.each.input.ColumnSplitter;
import ipckit.fan.pool.RecordInput;

import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A queue of the records of a stream. Several threads take records from the queue. A separate
 * thread reads the stream, because a thread that runs jobs must not block in a read. The reading
 * thread reads ahead: the queue holds records that are not yet taken. Therefore the number of
 * records can be known before all records are taken.
 */
final class RecordQueue {
    private static final long LARGEST = Integer.MAX_VALUE;

    /** The approximate memory in bytes that a record needs in addition to its content. */
    private static final long OVERHEAD = 64;

    private final ReadableByteChannel in;
    private final Framing framing;
    private final ColumnSplitter columns;
    private final long ahead;
    private final Deque<JobRecord> ready = new ArrayDeque<>();
    private long held;
    private long count;
    private boolean ended;
    private boolean stopped;
    private IpcException failure;

    /**
     * @param columns divides each record into columns; null to leave records undivided
     * @param ahead the approximate number of bytes that the queue may hold
     */
    RecordQueue(ReadableByteChannel in, Framing framing, ColumnSplitter columns, long ahead) {
        this.in = in;
        this.framing = framing;
        this.columns = columns;
        this.ahead = ahead;
    }

    /** Starts the thread that reads the stream. Returns this queue. */
    RecordQueue start() {
        Thread.ofPlatform().daemon().name("records").start(this::read);
        return this;
    }

    private void read() {
        try (RecordInput records = new RecordInput(in, framing, LARGEST)) {
            for (byte[] next = records.next(); next != null; next = records.next()) {
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

    private synchronized boolean put(byte[] bytes) {
        while (held >= ahead && !stopped) {
            Uninterrupted.await(this::wait);
        }
        held += bytes.length + OVERHEAD;
        ready.add(
                columns == null
                        ? new JobRecord(++count, bytes)
                        : new JobRecord(++count, bytes, columns.columns(bytes)));
        notify();
        return !stopped;
    }

    private synchronized void end(IpcException why) {
        failure = why;
        ended = true;
        notifyAll();
    }

    /**
     * Takes the next record. Waits while the queue is empty and the stream has not ended.
     *
     * @return null when there are no more records, or when the queue is stopped
     * @throws IpcException UNUSABLE or IO if the stream failed; thrown after all records before the
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
        held -= next.bytes().length + OVERHEAD;
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
     * Returns the number of records of the stream; -1 until the end of the stream has been read.
     */
    synchronized long total() {
        return ended ? count : -1;
    }
}
