package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;

/**
 * What a user calls a POSIX message queue of the kernel: {@code posix:/jobs}.
 *
 * @param text without the slash
 */
record KernelName(String text) {
    private static final String SCHEME = "posix:";

    /** Whether the argument names such a queue, or is meant to. */
    static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * @param argument one that {@linkplain #isMeantBy means} a queue
     * @throws IpcException USAGE
     */
    static KernelName parse(String argument) {
        String name = argument.substring(SCHEME.length());
        if (!name.startsWith("/") || !ObjectName.isLegal(name.substring(1))) {
            throw new IpcException(
                    Category.USAGE,
                    "illegal name '"
                            + argument
                            + "': a slash and then a name like any other: posix:/jobs");
        }
        return new KernelName(name.substring(1));
    }

    /**
     * The refusal of what a queue cannot do or carry.
     *
     * @param what in the plural: "headers"
     */
    IpcException without(String what) {
        return new IpcException(
                Category.USAGE,
                this + ": the kernel's queues have no " + what + "; local:" + text + " has");
    }

    /** A failure, told with the queue's name. */
    IpcException named(IpcException e) {
        return Mailboxes.named(this, e);
    }

    @Override
    public String toString() {
        return SCHEME + "/" + text;
    }
}
