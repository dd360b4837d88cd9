package ipckit.mq.port.message;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs for messages to ports. */
public final class PortMessageVerbs {
    private PortMessageVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup(
                "msg",
                "Messages to and from ports, which can carry rights",
                PortMessageVerbs::verbs);
    }

    private static List<Verb> verbs() {
        return List.of(
                new Verb("msg send", "Send messages to a port", SendToPortCommand::new),
                new Verb(
                                "msg receive",
                                "Receive messages from a port or a port set",
                                ReceiveFromPortCommand::new)
                        .destructive(),
                new Verb(
                        "msg rpc",
                        "Send requests to a port, and print the replies",
                        CallPortCommand::new));
    }
}
