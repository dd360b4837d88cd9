package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.process.Shutdown;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A file that a client writes under a temporary name. {@link #complete} gives the file its final
 * name. If this object is closed before that, or if HUP, INT or TERM ends the process, the file is
 * removed. An instance belongs to one thread.
 */
final class IncompleteFile implements AutoCloseable {
    /** The longest wait of {@link #removeAfterSignal} for the lock, in milliseconds. */
    private static final long LIMIT_MILLIS = 1000;

    private final FileClient files;
    private final String name;
    private final Consumer<String> remover;
    private final Runnable cleanUp = this::removeAfterSignal;

    /** The lock that a thread holds from the sending of a request until the reply. */
    private final ReentrantLock requesting = new ReentrantLock();

    private long size;

    /** Whether the file may exist. It may also exist if the first write has failed. */
    private boolean mayExist;

    /**
     * Prepares the file, but does not create it: the first write creates it.
     *
     * @param files the client of the calling thread
     * @param name a temporary name that no other client uses
     * @param remover a function that removes the file with a given name. The thread that handles a
     *     signal calls it, so it must not use {@code files}
     */
    IncompleteFile(FileClient files, String name, Consumer<String> remover) {
        this.files = files;
        this.name = name;
        this.remover = remover;
        Shutdown.addCleanUp(cleanUp);
    }

    /**
     * Appends bytes to the file.
     *
     * @param bytes an array that begins with the bytes
     * @param length the number of bytes; at most 4096
     * @throws IpcException ABSENT if the file server has removed the incomplete file; otherwise the
     *     failure of the request
     */
    void append(byte[] bytes, int length) {
        request(
                () -> {
                    mayExist = true;
                    files.write(name, size, bytes, length);
                    size += length;
                });
    }

    /**
     * Gives the file its name, and replaces the file that has this name.
     *
     * @throws IpcException ABSENT if the file server has removed the incomplete file; otherwise the
     *     failure of the request
     */
    void complete(String newName) {
        request(
                () -> {
                    files.rename(name, newName);
                    mayExist = false;
                });
    }

    private void request(Runnable request) {
        // removeAfterSignal() keeps the lock until the process ends. So after the removal, this
        // call never returns, and no further request is sent.
        requesting.lock();
        try {
            request.run();
        } catch (IpcException e) {
            throw size > 0 && e.category() == Category.ABSENT ? expired(e) : e;
        } finally {
            requesting.unlock();
        }
    }

    private static IpcException expired(IpcException failure) {
        return new IpcException(
                Category.ABSENT,
                "the incomplete file was removed, because its last write was more than an hour ago",
                failure);
    }

    /**
     * Removes the file in the thread that handles a signal. Acquires {@link #requesting} and never
     * releases it, so no other thread sends a further request. If the lock is not free in time, or
     * if the file server does not reply, the file remains, and the file server removes it after an
     * hour.
     */
    void removeAfterSignal() {
        Uninterrupted.await(
                () -> {
                    if (requesting.tryLock(LIMIT_MILLIS, TimeUnit.MILLISECONDS) && mayExist) {
                        removeQuietly(remover);
                    }
                });
    }

    private void removeQuietly(Consumer<String> by) {
        try {
            by.accept(name);
        } catch (IpcException e) {
            // The file server removes the file when no client has written it for an hour.
        }
    }

    /** Removes the file if it is not complete. */
    @Override
    public void close() {
        // removeAfterSignal() keeps the lock, so after a signal, this call never returns: the
        // process ends by the signal.
        requesting.lock();
        try {
            Shutdown.removeCleanUp(cleanUp);
            if (mayExist) {
                removeQuietly(files::remove);
            }
        } finally {
            requesting.unlock();
        }
    }
}
