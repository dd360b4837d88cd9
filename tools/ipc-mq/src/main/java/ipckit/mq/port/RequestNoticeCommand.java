package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortEvent;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/** {@code port notify}: requests a notice about a port. */
final class RequestNoticeCommand implements Command {
    private final ActingTask task;
    private final Argument<String> name;
    private final Argument<Occasion> on;

    /** The events for which the user can request a notice. */
    private enum Occasion {
        DEAD_NAME(PortEvent.DEAD_NAME),
        NO_SENDERS(PortEvent.NO_SENDERS),
        DESTROYED(PortEvent.PORT_DESTROYED);

        private final PortEvent event;

        Occasion(PortEvent event) {
            this.event = event;
        }
    }

    RequestNoticeCommand(Arguments arguments) {
        name = PortName.operand(arguments);
        task = ActingTask.of(arguments);
        on = arguments.choice("--on", Occasion.values(), "the event (required)");
        arguments.oneOf(on);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            space.ports().notify(task.name(given), given.get(name), given.get(on).event);
        }
        return ExitCode.OK.code();
    }
}
