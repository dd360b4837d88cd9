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
 * The records of a stream, for several threads. They are read ahead, by a thread of its own, so
 * that nobody who wants one waits in a read that cannot be interrupted, and the end is known early.
 */
final class RecordQueue {
    private static final long LARGEST = Integer.MAX_VALUE;

    /** What a record costs beside its bytes, about. */
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
     * @param ahead how many bytes of records are held before their time
     */
    RecordQueue(ReadableByteChannel in, Framing framing, long ahead) {
        this.in = in;
        this.framing = framing;
        this.ahead = ahead;
    }

    /** Begins to read. */
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
     * Takes the next record, or waits for it.
     *
     * @return null when there are no more
     * @throws IpcException UNUSABLE or IO, behind the last record that could be read
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

    /** From now on there are no more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** How many there are in all; -1 as long as that is not known. */
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
