package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.naming.PosixName;
import ipckit.mq.failure.NamedFailure;

/** The name of a POSIX message queue of the kernel; the user types {@code posix:/jobs}. */
public record KernelQueueName(PosixName name) {
    /**
     * Returns whether the argument begins with {@code posix:}. The name after this prefix may be
     * illegal.
     */
    public static boolean isMeantBy(String argument) {
        return PosixName.isMeantBy(argument);
    }

    /**
     * Parses an argument that begins with {@code posix:}, as {@link #isMeantBy} tests.
     *
     * @throws IpcException USAGE when the name is illegal
     */
    public static KernelQueueName parse(String argument) {
        return new KernelQueueName(PosixName.parse(argument));
    }

    /**
     * Returns the usage error for a feature that kernel queues lack.
     *
     * @param what the feature in the plural, such as "headers"
     */
    public IpcException without(String what) {
        return new IpcException(
                Category.USAGE,
                this + ": the kernel's queues have no " + what + "; local mailboxes have");
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
        return name.toString();
    }
}
