package ipckit.mq.microkernel.names;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.task.PortName;

/** {@code name look-up}: gives a task a send right to a service, and prints the right's name. */
final class LookUpCommand implements Command {
    private final Argument<String> name;
    private final ClientOptions client;

    LookUpCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the name of the service", PortName.ANY);
        client = new ClientOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (client.task(given).isEmpty()) {
            throw IpcException.usage("a task is missing: --as or $IPC_TASK");
        }
        try (ServiceClient services = client.open(given)) {
            console.text().println(services.lookUp(given.get(name)));
        }
        return ExitCode.OK.code();
    }
}
