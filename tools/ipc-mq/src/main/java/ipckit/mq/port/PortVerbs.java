package ipckit.mq.port;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs for ports and for port sets. */
public final class PortVerbs {
    private PortVerbs() {}

    /** Returns the verbs for ports. */
    public static VerbGroup ports() {
        return new VerbGroup(
                "port",
                "Ports: mailboxes that only tasks with a right can use",
                PortVerbs::ofPorts);
    }

    private static List<Verb> ofPorts() {
        return List.of(
                new Verb("port allocate", "Create a port", AllocatePortCommand::new),
                new Verb("port ls", "List ports", ListPortsCommand::new),
                new Verb("port stat", "Show a port", ShowPortCommand::new),
                new Verb("port rights", "List the rights of a task", ListRightsCommand::new),
                new Verb(
                        "port insert",
                        "Make a right from a receive right, and give it away",
                        InsertRightCommand::new),
                new Verb("port copy", "Give a copy of a send right away", CopyRightCommand::new),
                new Verb("port move", "Give a right away", MoveRightCommand::new).destructive(),
                new Verb("port drop", "Destroy a right", DropRightCommand::new).destructive(),
                new Verb("port notify", "Request a notice about a port", RequestNoticeCommand::new),
                new Verb(
                                "port destroy",
                                "Destroy a port, or all rights of a name",
                                DestroyPortCommand::new)
                        .destructive());
    }

    /** Returns the verbs for port sets. */
    public static VerbGroup sets() {
        return new VerbGroup(
                "portset", "Port sets, to receive from several ports", PortVerbs::ofSets);
    }

    private static List<Verb> ofSets() {
        return List.of(
                new Verb("portset create", "Create an empty port set", CreatePortSetCommand::new),
                new Verb(
                        "portset add",
                        "Put ports into a port set",
                        arguments -> new ChangePortSetCommand(arguments, true)),
                new Verb(
                                "portset remove",
                                "Take ports out of a port set",
                                arguments -> new ChangePortSetCommand(arguments, false))
                        .destructive(),
                new Verb("portset ls", "List port sets", ListPortSetsCommand::new));
    }
}
