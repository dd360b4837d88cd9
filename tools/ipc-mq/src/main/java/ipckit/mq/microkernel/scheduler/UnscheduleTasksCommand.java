package ipckit.mq.microkernel.scheduler;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.task.PortName;

import java.util.List;

/** {@code kernel unschedule}: stops the scheduling of tasks, and lets these tasks continue. */
final class UnscheduleTasksCommand implements Command {
    private final Argument<List<String>> tasks;
    private final ClientOptions client;

    UnscheduleTasksCommand(Arguments arguments) {
        tasks =
                arguments
                        .operands("TASK", "one or more scheduled tasks", 1, PortName.ANY)
                        .completes(Completion.TASK);
        client = new ClientOptions(arguments);
        arguments.mayExit(ExitCode.UNUSABLE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.openSilent(given)) {
            return EachOperand.run(
                    "ipc-mq",
                    given.get(tasks),
                    console,
                    task -> {
                        byte[] _ = services.callKernel(ServiceMessage.of("unschedule", task));
                    });
        }
    }
}
