package ipckit.mq.port;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;
import java.util.function.Function;

/** The verbs for ports and for port sets. */
public final class PortVerbs {
    private static final String PORT = "port";
    private static final String SET = "portset";

    private PortVerbs() {}

    /** Returns the verbs for ports. */
    public static VerbGroup ports() {
        return new VerbGroup(
                PORT,
                "Ports: mailboxes that only tasks with a right can use",
                List.of(
                        verb(Kind.ALLOCATE, "Create a port"),
                        verb(Kind.LS, "List ports"),
                        verb(Kind.RIGHTS, "List the rights of a task"),
                        verb(Kind.INSERT, "Make a right from a receive right, and give it away"),
                        verb(Kind.COPY, "Give a copy of a send right away"),
                        verb(Kind.MOVE, "Give a right away").destructive(),
                        verb(Kind.DROP, "Destroy a right").destructive(),
                        verb(Kind.NOTIFY, "Request a notice about a port"),
                        verb(Kind.DESTROY, "Destroy a port, or all rights of a name")
                                .destructive()));
    }

    /** Returns the verbs for port sets. */
    public static VerbGroup sets() {
        return new VerbGroup(
                SET,
                "Port sets, to receive from several ports",
                List.of(
                        verb(Kind.SET_CREATE, "Create an empty port set"),
                        verb(Kind.SET_ADD, "Put ports into a port set"),
                        verb(Kind.SET_REMOVE, "Take ports out of a port set").destructive(),
                        verb(Kind.SET_LS, "List port sets")));
    }

    private static Verb verb(Kind kind, String purpose) {
        return new Verb(kind.name, purpose, new Maker(kind));
    }

    private enum Kind {
        ALLOCATE(PORT + " allocate"),
        LS(PORT + " ls"),
        RIGHTS(PORT + " rights"),
        INSERT(PORT + " insert"),
        COPY(PORT + " copy"),
        MOVE(PORT + " move"),
        DROP(PORT + " drop"),
        NOTIFY(PORT + " notify"),
        DESTROY(PORT + " destroy"),
        SET_CREATE(SET + " create"),
        SET_ADD(SET + " add"),
        SET_REMOVE(SET + " remove"),
        SET_LS(SET + " ls");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    /**
     * Constructs the command of a verb. This record exists because a lambda for each verb would
     * slow down the start of {@code ipc-mq}.
     */
    private record Maker(Kind kind) implements Function<Arguments, Command> {
        @Override
        public Command apply(Arguments arguments) {
            return switch (kind) {
                case ALLOCATE -> new AllocatePortCommand(arguments);
                case LS -> new ListPortsCommand(arguments);
                case RIGHTS -> new ListRightsCommand(arguments);
                case INSERT -> new InsertRightCommand(arguments);
                case COPY -> new CopyRightCommand(arguments);
                case MOVE -> new MoveRightCommand(arguments);
                case DROP -> new DropRightCommand(arguments);
                case NOTIFY -> new RequestNoticeCommand(arguments);
                case DESTROY -> new DestroyPortCommand(arguments);
                case SET_CREATE -> new CreatePortSetCommand(arguments);
                case SET_ADD -> new ChangePortSetCommand(arguments, true);
                case SET_REMOVE -> new ChangePortSetCommand(arguments, false);
                case SET_LS -> new ListPortSetsCommand(arguments);
            };
        }
    }
}
