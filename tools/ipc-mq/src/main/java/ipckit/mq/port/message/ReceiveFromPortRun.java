package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.daemon.Readiness;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;

/**
 * One execution of {@code msg receive}: receives messages and prints them. An instance belongs to
 * one thread.
 */
record ReceiveFromPortRun(Plan plan, PortSpace space, ReceivedMessagePrinter printer) {
    /**
     * The arguments of one {@code msg receive}.
     *
     * <p>If {@code rightName} is null, a received right gets the name that it had in the sending
     * task.
     *
     * @param task the task that receives
     * @param port the task's name for the port or the port set
     * @param count the number of messages after which the verb ends
     * @param limit the user's limit for each wait
     * @param drain whether the verb ends as soon as no message is available
     * @param rightName the name for received rights, or null
     */
    record Plan(
            String task,
            String port,
            long count,
            WaitOptions.Limit limit,
            boolean drain,
            String rightName) {}

    /** Receives and prints messages until the verb must end, and returns the exit code. */
    int run() {
        boolean isSet = space.sets().isSet(plan.task(), plan.port());
        try (PortSource source = open(isSet)) {
            Readiness.announce();
            for (long received = 0; received < plan.count(); received++) {
                Deadline deadline = plan.drain() ? Deadline.NOW : plan.limit().next();
                MailboxOutcome outcome = source.receive(deadline);
                if (outcome != MailboxOutcome.DONE) {
                    return end(outcome, received, isSet);
                }
                deliver(source.claimed());
            }
        }
        return ExitCode.OK.code();
    }

    private PortSource open(boolean isSet) {
        DeathSearch search = new DeathSearch(space);
        if (isSet) {
            return new PortSetSource(plan, space, search);
        }
        PortReceiver receiver =
                space.ports().receiver(plan.task(), plan.port(), plan.limit().next(), search);
        receiver.wantName(plan.rightName());
        return new SinglePortSource(receiver);
    }

    /**
     * Prints the claimed message, and acknowledges it. If the message cannot be printed, it stays
     * in the port, but the task keeps the rights that the message carried.
     */
    private void deliver(PortReceiver from) {
        printer.print(from.name(), from.message(), from.rights());
        from.acknowledge();
    }

    /**
     * Handles a wait that has ended without a message. If the wait has timed out, the verb succeeds
     * in two cases: it has received a message before, or the user gave {@code --drain}. Otherwise
     * the verb fails.
     *
     * @param received the number of messages that were received before the wait
     * @return the exit code of success
     * @throws IpcException if the verb fails
     */
    private int end(MailboxOutcome outcome, long received, boolean isSet) {
        if (outcome == MailboxOutcome.TIMED_OUT && (received > 0 || plan.drain())) {
            return ExitCode.OK.code();
        }
        IpcException failure = WaitFailure.failure(outcome, plan.limit(), "it is empty");
        throw NamedFailure.of(isSet ? "port set" : "port", plan.port(), failure);
    }
}
