package ipckit.mq.microkernel;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.space.PortSpaces;

/** {@code kernel stop}: stops the kernel with its services, and waits until they have ended. */
final class StopKernelCommand implements Command {
    private final ClientOptions client;

    StopKernelCommand(Arguments arguments) {
        client = new ClientOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.openSilent(given)) {
            services.stopKernel();
        }
        new PortSpaces().removeIfUnused();
        return ExitCode.OK.code();
    }
}
