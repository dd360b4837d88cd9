package ipckit.mq.port.message;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageInput;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

import java.util.List;

/** {@code msg send}: sends messages, which can carry rights, to a port. */
final class SendToPortCommand implements Command {
    private final ActingTask task;
    private final Argument<String> port;
    private final Argument<List<String>> messages;
    private final CarryOptions rights;
    private final FramingOptions<Framing> framing;
    private final WaitOptions waiting;
    private final Argument<Boolean> pend;

    SendToPortCommand(Arguments arguments) {
        port =
                arguments
                        .operand("PORT", "the task's name for the port", PortName.ANY)
                        .completes(Completion.PORT);
        messages = arguments.operands("MESSAGE", "the messages; - for those on stdin", 1);
        task = ActingTask.of(arguments);
        rights = new CarryOptions(arguments);
        framing = MessageInput.framing(arguments);
        waiting = new WaitOptions(arguments);
        pend = arguments.flag("--pend", "if the port is full, leave the message pending");
        arguments.exclusive(pend, waiting.timeout());
        arguments.exclusive(pend, waiting.noWait());
        arguments.mayExit(ExitCode.UNUSABLE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<String> bodies = given.get(messages);
        List<Carry> carried = rights.of(given, bodies);
        SendToPortRun.Plan plan =
                new SendToPortRun.Plan(
                        task.name(given),
                        task.thread(given),
                        given.get(port),
                        bodies,
                        framing.of(given),
                        carried,
                        waiting.of(given),
                        given.get(pend));
        try (PortSpace space = task.open(given)) {
            new SendToPortRun(plan, space, console).run();
        }
        return ExitCode.OK.code();
    }
}
