package ipckit.mq.microkernel.names;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.task.PortName;

/** {@code name register}: gives the name server a send right, so that other tasks can get it. */
final class RegisterCommand implements Command {
    private final Argument<String> port;
    private final Argument<String> name;
    private final ClientOptions client;

    RegisterCommand(Arguments arguments) {
        port =
                arguments
                        .operand("PORT", "the task's name for the port", PortName.ANY)
                        .completes(Completion.PORT);
        name =
                arguments.option(
                        "--name", "NAME", "the name of the service (default: PORT)", PortName.ANY);
        client = new ClientOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (client.task(given).isEmpty()) {
            throw IpcException.usage("a task is missing: --as or $IPC_TASK");
        }
        String wanted = given.find(name).orElse(given.get(port));
        try (ServiceClient services = client.openSilent(given)) {
            byte[] _ = services.callNames(ServiceMessage.of("register", wanted), given.get(port));
        }
        return ExitCode.OK.code();
    }
}
