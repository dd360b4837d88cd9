package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.NamedFailure;

/**
 * The name of a POSIX message queue of the kernel; the user types {@code posix:/jobs}.
 *
 * @param text the name without scheme and slash: {@code jobs}
 */
public record KernelQueueName(String text) {
    private static final String SCHEME = "posix:";

    /**
     * Returns whether the argument begins with {@code posix:}. The name after this prefix may be
     * illegal.
     */
    public static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * Parses an argument that begins with {@code posix:}, as {@link #isMeantBy} tests.
     *
     * @throws IpcException USAGE when the name is illegal
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
     * Returns the usage error for a feature that kernel queues lack.
     *
     * @param what the feature in the plural, such as "headers"
     */
    public IpcException without(String what) {
        return new IpcException(
                Category.USAGE,
                this + ": the kernel's queues have no " + what + "; local:" + text + " has");
    }

    /**
     * Refuses an option that kernel queues cannot honour.
     *
     * @param what the feature that kernel queues lack, in the plural, such as "headers"
     * @return this name, so that calls can be chained
     * @throws IpcException USAGE when the user gave the option
     */
    public KernelQueueName refuse(ParsedArguments given, Argument<?> option, String what) {
        if (given.has(option)) {
            throw without(what);
        }
        return this;
    }

    /**
     * Returns the failure {@code e} with the name of the queue in the error message. {@link
     * NamedFailure#of} lists the failures that are returned unchanged.
     */
    public IpcException named(IpcException e) {
        return NamedFailure.of("mailbox", this, e);
    }

    @Override
    public String toString() {
        return SCHEME + "/" + text;
    }
}
