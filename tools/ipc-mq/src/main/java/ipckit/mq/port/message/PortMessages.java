package ipckit.mq.port.message;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.TaskRegistry;

import java.util.List;

/**
 * Sends messages to ports, and receives messages from ports, for verbs that also work on mailboxes:
 * {@code send port:NAME} and {@code recv port:NAME}. The task needs the same rights as for {@code
 * msg send} and {@code msg receive}.
 */
public final class PortMessages {
    private PortMessages() {}

    /**
     * Sends messages that carry no rights.
     *
     * @param actor the task that sends, or one of its threads in the form TASK/THREAD
     * @param port the task's name for the port
     * @param messages the bodies; - stands for the messages on stdin
     * @param framing the framing of the messages on stdin
     * @param limit the limit that the user set for each wait
     * @param pend whether a message to a full port becomes pending: it enters the port beyond the
     *     queue limit
     * @return the exit code
     */
    public static int send(
            String actor,
            String port,
            List<String> messages,
            Framing framing,
            WaitOptions.Limit limit,
            boolean pend,
            Console console) {
        String[] parts = actor.split("/", 2);
        String thread = parts.length == 2 ? parts[1] : "";
        SendToPortRun.Plan plan =
                new SendToPortRun.Plan(
                        parts[0], thread, port, messages, framing, List.of(), limit, pend);
        try (PortSpace space = new TaskRegistry().open(plan.task())) {
            new SendToPortRun(plan, space, console).run();
        }
        return ExitCode.OK.code();
    }

    /**
     * Receives messages from a port or a port set, and prints them.
     *
     * @param actor the task that receives, or one of its threads in the form TASK/THREAD
     * @param port the task's name for the port or the port set
     * @param count the number of messages after which the verb ends
     * @param limit the user's limit for each wait
     * @param drain whether the verb ends as soon as no message is available
     * @param output how messages are printed
     * @return the exit code
     */
    public static int receive(
            String actor,
            String port,
            long count,
            WaitOptions.Limit limit,
            boolean drain,
            MessageOutputOptions output,
            ParsedArguments given,
            Console console) {
        ReceiveFromPortRun.Plan plan =
                new ReceiveFromPortRun.Plan(
                        actor.split("/", 2)[0], port, count, limit, drain, null);
        ReceivedMessagePrinter printer =
                new ReceivedMessagePrinter(plan.task(), output, given, console);
        try (PortSpace space = new TaskRegistry().open(plan.task())) {
            return new ReceiveFromPortRun(plan, space, printer).run();
        }
    }
}
