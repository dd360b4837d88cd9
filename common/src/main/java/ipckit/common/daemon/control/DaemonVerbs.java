package ipckit.common.daemon.control;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;
import java.util.Optional;

/** The verbs that control daemons. All programs have them. */
public final class DaemonVerbs {
    private DaemonVerbs() {}

    /**
     * Returns the verbs that control daemons, as a group for one program.
     *
     * @param program the program's name, with which error lines begin
     */
    public static VerbGroup of(String program) {
        return new VerbGroup(
                "daemon",
                "Run verbs in the background, and control the background processes",
                () -> verbs(program),
                Optional.of("--daemon"));
    }

    private static List<Verb> verbs(String program) {
        return List.of(
                new Verb("daemon ls", "List the daemons", ListDaemonsCommand::new),
                new Verb(
                        "daemon status",
                        "Show a daemon, and whether it is running",
                        ShowDaemonCommand::new),
                new Verb(
                                "daemon stop",
                                "End daemons",
                                arguments -> new StopDaemonsCommand(arguments, program))
                        .destructive(),
                new Verb(
                                "daemon restart",
                                "End a daemon and start it again",
                                RestartDaemonCommand::new)
                        .destructive(),
                new Verb(
                        "daemon log", "Print the messages of a daemon", PrintDaemonLogCommand::new),
                new Verb("daemon wait", "Wait until a daemon has ended", WaitDaemonCommand::new),
                new Verb(
                                "daemon rm",
                                "Forget daemons that have ended",
                                arguments -> new RemoveDaemonsCommand(arguments, program))
                        .destructive());
    }
}
