package ipckit.mq.port.message;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;
import java.util.function.Function;

/** The verbs for messages to ports. */
public final class PortMessageVerbs {
    private PortMessageVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup(
                "msg",
                "Messages to and from ports, which can carry rights",
                List.of(
                        new Verb("msg send", "Send messages to a port", new Maker(true)),
                        new Verb(
                                        "msg receive",
                                        "Receive messages from a port or a port set",
                                        new Maker(false))
                                .destructive()));
    }

    /**
     * Constructs the command of a verb. A lambda for each verb would slow down the start of every
     * command line of {@code ipc-mq}.
     */
    private record Maker(boolean sends) implements Function<Arguments, Command> {
        @Override
        public Command apply(Arguments arguments) {
            return sends ? new SendToPortCommand(arguments) : new ReceiveFromPortCommand(arguments);
        }
    }
}
