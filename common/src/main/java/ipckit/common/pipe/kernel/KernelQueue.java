package ipckit.common.pipe.kernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * An open message queue of the kernel: a {@link PosixQueue} or a {@link SystemVQueue}. A message
 * has a body and a label, which is a number that the sender chooses: the priority in a POSIX queue,
 * the type in a System V queue. Receiving a message removes it from the queue.
 *
 * <p>The kernel does not end a wait for a message when the reader of standard output closes the
 * pipe. Therefore {@link #receive} divides a long wait into short waits. Before each short wait, it
 * calls {@code unwanted}, which returns true if the caller no longer wants a message.
 *
 * <p>An instance belongs to one thread.
 */
public interface KernelQueue extends AutoCloseable {
    /** A received message. */
    record Letter(long label, byte[] body) {}

    /** Returns the largest size of a message in bytes. */
    long maxSize();

    /** Returns the number of messages in the queue. */
    long ready();

    /**
     * Sends a message. Waits until the queue has room for the message or the deadline passes.
     *
     * @param source the memory that contains the body of the message
     * @param from the offset of the body in {@code source}
     * @param length the length of the body in bytes
     * @return true if the message was sent; false if the queue had no room until the deadline
     * @throws IpcException UNUSABLE if the message is larger than the queue allows; REMOVED if the
     *     queue was removed during the wait
     */
    boolean send(MemorySegment source, long from, long length, long label, Deadline deadline);

    /**
     * Receives the next message. Waits until the queue has a message or the deadline passes.
     *
     * @param unwanted a function that returns true if the caller no longer wants a message; called
     *     at the start and several times per second during the wait
     * @return the message, or empty if the queue had no message until the deadline
     * @throws IpcException REMOVED if the queue was removed during the wait; OUTPUT_CLOSED if
     *     {@code unwanted} returned true
     */
    Optional<Letter> receive(Deadline deadline, BooleanSupplier unwanted);

    /**
     * Waits until the queue contains a message. Does not receive the message.
     *
     * @return true if the queue contains a message; false if the deadline passed
     * @throws IpcException REMOVED if the queue was removed during the wait
     */
    boolean awaitMessage(Deadline deadline);

    /**
     * Waits until the queue has room for a message.
     *
     * @return true if the queue has room; false if the deadline passed
     * @throws IpcException REMOVED if the queue was removed during the wait
     */
    boolean awaitRoom(Deadline deadline);

    @Override
    void close();

    /** Throws an exception of the category OUTPUT_CLOSED if {@code unwanted} returns true. */
    static void checkWanted(BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            throw new IpcException(Category.OUTPUT_CLOSED, "standard output is closed");
        }
    }

    /** Returns the exception that reports the removal of a queue during a wait. */
    static IpcException removed() {
        return new IpcException(Category.REMOVED, "it was removed");
    }
}
