package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a stream, in a queue from which several threads take records. A separate thread
 * reads records ahead, because a blocked read cannot be interrupted and would block a thread that
 * runs jobs. Reading ahead also makes the number of records known early.
 */
final class RecordQueue {
    private static final long LARGEST = Integer.MAX_VALUE;

    /** The approximate memory in bytes that a record needs in addition to its content. */
    private static final long OVERHEAD = 64;

    private final ReadableByteChannel in;
    private final Framing framing;
    private final long ahead;
    private final Deque<JobRecord> ready = new ArrayDeque<>();
    private long held;
    private long count;
    private boolean ended;
    private boolean stopped;
    private IpcException failure;

    /**
     * @param ahead the number of bytes of records that are read ahead
     */
    RecordQueue(ReadableByteChannel in, Framing framing, long ahead) {
        this.in = in;
        this.framing = framing;
        this.ahead = ahead;
    }

    /** Starts the thread that reads. */
    RecordQueue start() {
        Thread.ofPlatform().daemon().name("records").start(this::read);
        return this;
    }

    private void read() {
        RunFormat format = framing.format();
        ItemCursor items = new ItemCursor();
        RunBytes run = new RunBytes();
        try (RunReader reader = new RunReader(in, framing, LARGEST)) {
            while (reader.next()) {
                run.set(reader.bytes(), reader.from(), reader.length());
                items.reset(format, run);
                while (items.next()) {
                    byte[] bytes = new byte[Math.toIntExact(items.length())];
                    run.copyTo(items.from(), bytes.length, MemorySegment.ofArray(bytes), 0);
                    if (!put(bytes)) {
                        return;
                    }
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
            await();
        }
        held += bytes.length + OVERHEAD;
        ready.add(new JobRecord(++count, bytes));
        notify();
        return !stopped;
    }

    private synchronized void end(IpcException why) {
        failure = why;
        ended = true;
        notifyAll();
    }

    /**
     * Takes the next record. Waits until a record is ready.
     *
     * @return null when there are no more records, or when the queue is stopped
     * @throws IpcException UNUSABLE or IO if the stream failed; thrown after all records before the
     *     failure have been taken
     */
    synchronized JobRecord take() {
        while (ready.isEmpty() && !ended && !stopped) {
            await();
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

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
