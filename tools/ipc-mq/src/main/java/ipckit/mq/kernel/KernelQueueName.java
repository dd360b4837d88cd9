package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.NamedFailure;

/**
 * What a user calls a POSIX message queue of the kernel: {@code posix:/jobs}.
 *
 * @param text without the slash
 */
public record KernelQueueName(String text) {
    private static final String SCHEME = "posix:";

    /** Whether the argument names such a queue, or is meant to. */
    public static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * @param argument one that {@linkplain #isMeantBy means} a queue
     * @throws IpcException USAGE
     */
    public static KernelQueueName parse(String argument) {
        String name = argument.substring(SCHEME.length());
        if (!name.startsWith("/") || !ObjectName.isLegal(name.substring(1))) {
            throw new IpcException(
                    Category.USAGE,
                    "illegal name '"
                            + argument
                            + "': a slash and then a name like any other: posix:/jobs");
        }
        return new KernelQueueName(name.substring(1));
    }

    /**
     * The refusal of what a queue cannot do or carry.
     *
     * @param what in the plural: "headers"
     */
    public IpcException without(String what) {
        return new IpcException(
                Category.USAGE,
                this + ": the kernel's queues have no " + what + "; local:" + text + " has");
    }

    /** A failure, told with the queue's name. */
    public IpcException named(IpcException e) {
        return NamedFailure.of("mailbox", this, e);
    }

    @Override
    public String toString() {
        return SCHEME + "/" + text;
    }
}
