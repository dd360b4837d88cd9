package ipckit.mq.kernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.naming.PosixName;
import ipckit.common.naming.SystemVName;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.failure.NamedFailure;

/**
 * The name of a message queue of the kernel: {@code posix:/jobs}, {@code sysv:0x1234} or {@code
 * sysv:7}. The scheme in front of the colon decides which features the queue has.
 */
public sealed interface KernelQueueName permits PosixQueueName, SystemVQueueName {
    /**
     * Returns whether the argument begins with {@code posix:} or {@code sysv:}. The name after this
     * prefix may be illegal.
     */
    static boolean isMeantBy(String argument) {
        return PosixName.isMeantBy(argument) || SystemVName.isMeantBy(argument);
    }

    /**
     * Parses an argument for which {@link #isMeantBy} returns true.
     *
     * @throws IpcException USAGE when the name is illegal
     */
    static KernelQueueName parse(String argument) {
        return PosixName.isMeantBy(argument)
                ? new PosixQueueName(PosixName.parse(argument))
                : SystemVQueueName.parse(argument);
    }

    /**
     * Returns the noun for the queues of this scheme in the plural, for error messages such as
     * "System V queues have no priorities".
     */
    String kind();

    /**
     * Opens the queue for receiving.
     *
     * @throws IpcException ABSENT if the queue does not exist; DENIED if permissions forbid the
     *     access
     */
    KernelQueue toReceive();

    /**
     * Opens the queue for sending.
     *
     * @throws IpcException ABSENT if the queue does not exist; DENIED if permissions forbid the
     *     access
     */
    KernelQueue toSend();

    /**
     * Removes the queue.
     *
     * @throws IpcException ABSENT if the queue does not exist; DENIED if permissions forbid the
     *     removal
     */
    void remove();

    /**
     * Returns the label with which a message is sent. In a POSIX queue, the label is the message's
     * priority. In a System V queue, it is the message's type.
     *
     * @throws IpcException USAGE or UNUSABLE when the message has a priority that the queue cannot
     *     keep
     */
    long label(OutgoingMessage message);

    /**
     * Returns the text with which an error message explains that there is no message to receive.
     */
    String emptyReason();

    /**
     * Returns the priority of a received message; 0 if the messages of this queue have no
     * priorities.
     */
    int priority(KernelQueue.Letter letter);

    /**
     * Returns the name of the label of a message: {@code priority} or {@code type}. In JSON output,
     * this name is the key of the label. In output that assigns shell variables, this name is the
     * name of the variable.
     */
    String labelName();

    /**
     * Returns the conversion letters that a {@code --format} for messages of this queue may
     * contain, for example {@code b} for {@code %b}, the body.
     */
    String conversions();

    /**
     * Returns the usage error for a feature that the queue lacks.
     *
     * @param what the feature in the plural, such as "headers"
     */
    default IpcException without(String what) {
        return new IpcException(
                Category.USAGE,
                this + ": " + kind() + " have no " + what + "; local mailboxes have");
    }

    /**
     * Refuses an option that the queue cannot honour.
     *
     * @param what the feature that the queue lacks, in the plural, such as "headers"
     * @return this name, so that calls can be chained
     * @throws IpcException USAGE when the user gave the option
     */
    default KernelQueueName refuse(ParsedArguments given, Argument<?> option, String what) {
        if (given.has(option)) {
            throw without(what);
        }
        return this;
    }

    /**
     * Returns the failure {@code e} with the name of the queue in the error message. {@link
     * NamedFailure#of} lists the failures that are returned unchanged.
     */
    default IpcException named(IpcException e) {
        return NamedFailure.of("mailbox", this, e);
    }
}
