package ipckit.common.daemon.control;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The verbs that control daemons. All programs have them. */
public final class DaemonVerbs {
    private static final String GROUP = "daemon";

    private DaemonVerbs() {}

    /**
     * Returns the verbs of a program.
     *
     * @param program the program's name, with which error lines begin
     */
    public static VerbGroup of(String program) {
        return new VerbGroup(
                GROUP,
                "Run verbs in the background, and control the background processes",
                List.of(
                        verb(program, Kind.LS, "List the daemons"),
                        verb(program, Kind.STATUS, "Show a daemon, and whether it is running"),
                        verb(program, Kind.STOP, "End daemons").destructive(),
                        verb(program, Kind.RESTART, "End a daemon and start it again")
                                .destructive(),
                        verb(program, Kind.LOG, "Print the messages of a daemon"),
                        verb(program, Kind.WAIT, "Wait until a daemon has ended"),
                        verb(program, Kind.RM, "Forget daemons that have ended").destructive()),
                Optional.of("--daemon"));
    }

    private static Verb verb(String program, Kind kind, String purpose) {
        return new Verb(GROUP + " " + kind.word, purpose, new Maker(program, kind));
    }

    private enum Kind {
        LS("ls"),
        STATUS("status"),
        STOP("stop"),
        RESTART("restart"),
        LOG("log"),
        WAIT("wait"),
        RM("rm");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Constructs the command of a verb. This record exists because a lambda for each verb would
     * slow down the start of every program.
     */
    private record Maker(String program, Kind kind) implements Function<Arguments, Command> {
        @Override
        public Command apply(Arguments arguments) {
            return switch (kind) {
                case LS -> new ListDaemonsCommand(arguments);
                case STATUS -> new ShowDaemonCommand(arguments);
                case STOP -> new StopDaemonsCommand(arguments, program);
                case RESTART -> new RestartDaemonCommand(arguments);
                case LOG -> new PrintDaemonLogCommand(arguments);
                case WAIT -> new WaitDaemonCommand(arguments);
                case RM -> new RemoveDaemonsCommand(arguments, program);
            };
        }
    }
}
