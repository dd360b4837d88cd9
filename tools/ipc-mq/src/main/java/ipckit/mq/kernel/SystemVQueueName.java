package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.naming.SystemVName;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.common.pipe.kernel.SystemVQueue;

/**
 * The name of a System V message queue, with the type of the messages to send or to receive. A
 * receiver can select messages in three ways: 0 stands for any type, N for the type N, and −N for
 * the lowest type that is at most N.
 *
 * @param type the type of the messages to send, or 0, N or −N to select the messages to receive
 */
public record SystemVQueueName(SystemVName name, long type) implements KernelQueueName {
    static final long ANY_TYPE = 0;

    /** Returns the name of a queue from which messages of any type are received. */
    public static SystemVQueueName of(SystemVName name) {
        return new SystemVQueueName(name, ANY_TYPE);
    }

    static SystemVQueueName parse(String argument) {
        return of(SystemVName.parse(argument));
    }

    /**
     * Returns the usage error for an option, such as {@code --type}, that is allowed only for
     * System V queues.
     */
    public static IpcException needed(String option) {
        return new IpcException(
                Category.USAGE, option + " needs a System V queue, such as sysv:0x1234");
    }

    /**
     * Creates the queue, and returns its id.
     *
     * @param maxBytes the largest total size of all messages in the queue, in bytes; 0 for the
     *     kernel's default
     * @param mode permission bits, applied regardless of the umask
     */
    public int create(long maxBytes, int mode) {
        try {
            return SystemVQueue.create(name.keyToCreate(), maxBytes, mode);
        } catch (IpcException e) {
            throw named(e);
        }
    }

    /** Returns the queue's id. */
    public int id() {
        try {
            return findId();
        } catch (IpcException e) {
            throw named(e);
        }
    }

    private int findId() {
        return name.id(SystemVQueue::find);
    }

    /** Returns the properties and the state of the queue. */
    public SystemVQueue.Facts facts() {
        try {
            return SystemVQueue.facts(findId());
        } catch (IpcException e) {
            throw named(e);
        }
    }

    @Override
    public String kind() {
        return "System V queues";
    }

    @Override
    public KernelQueue toReceive() {
        return new SystemVQueue(findId(), type);
    }

    @Override
    public KernelQueue toSend() {
        return new SystemVQueue(findId(), ANY_TYPE);
    }

    @Override
    public void remove() {
        SystemVQueue.remove(findId());
    }

    @Override
    public long label(OutgoingMessage message) {
        if (message.priority() != 0) {
            throw without("priorities");
        }
        return type;
    }

    @Override
    public String emptyReason() {
        if (type == ANY_TYPE) {
            return "it is empty";
        }
        return "it has no message of " + (type > 0 ? "type " + type : "a type up to " + -type);
    }

    @Override
    public int priority(KernelQueue.Letter letter) {
        return 0;
    }

    @Override
    public String labelName() {
        return "type";
    }

    @Override
    public String conversions() {
        return "bTm";
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
