package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.naming.PosixName;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.common.pipe.kernel.PosixQueue;

/** The name of a POSIX message queue, whose messages have priorities. */
public record PosixQueueName(PosixName name) implements KernelQueueName {
    /**
     * Creates the queue.
     *
     * @param capacity the largest number of messages in the queue
     * @param maxSize the largest message, in bytes
     * @param mode permission bits, applied regardless of the umask
     */
    public void create(long capacity, long maxSize, int mode) {
        try {
            PosixQueue.create(name.bytes(), capacity, maxSize, mode);
        } catch (IpcException e) {
            throw named(e);
        }
    }

    /** Returns the properties and the state of the queue. */
    public PosixQueue.Facts facts() {
        try (PosixQueue queue = PosixQueue.toReceive(name.bytes())) {
            return queue.facts();
        } catch (IpcException e) {
            throw named(e);
        }
    }

    @Override
    public String kind() {
        return "the kernel's queues";
    }

    @Override
    public KernelQueue toReceive() {
        return PosixQueue.toReceive(name.bytes());
    }

    @Override
    public KernelQueue toSend() {
        return PosixQueue.toSend(name.bytes());
    }

    @Override
    public void remove() {
        PosixQueue.remove(name.bytes());
    }

    @Override
    public long label(OutgoingMessage message) {
        if (message.priority() < 0 || message.priority() > OutgoingMessage.HIGHEST) {
            throw new IpcException(Category.UNUSABLE, "no such priority: " + message.priority());
        }
        return message.priority();
    }

    @Override
    public String emptyReason() {
        return "it is empty";
    }

    @Override
    public int priority(KernelQueue.Letter letter) {
        return Math.toIntExact(letter.label());
    }

    @Override
    public String labelName() {
        return "priority";
    }

    @Override
    public String conversions() {
        return "bpm";
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
