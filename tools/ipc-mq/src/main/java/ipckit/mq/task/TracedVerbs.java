package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;
import ipckit.mq.space.SpaceTrace;

/** Adds the option {@code --trace} to verbs that use the port space. */
public final class TracedVerbs {
    private TracedVerbs() {}

    /** Returns a copy of a group in which all verbs that the help shows have {@code --trace}. */
    public static VerbGroup of(VerbGroup group) {
        return new VerbGroup(
                group.name(),
                group.purpose(),
                () -> group.declaration().get().stream().map(TracedVerbs::of).toList(),
                group.option());
    }

    /** Returns a copy of a verb with {@code --trace}, or the verb itself if the help hides it. */
    public static Verb of(Verb verb) {
        return verb.shown()
                ? new Verb(
                        verb.name(),
                        verb.purpose(),
                        arguments -> traced(verb.maker().apply(arguments), arguments),
                        verb.kind())
                : verb;
    }

    /**
     * Declares the option {@code --trace}, and returns a command that writes a trace if the user
     * gave the option. Each line of the trace begins with the name of the program and the id of
     * this process, as the traces of all programs do.
     */
    private static Command traced(Command command, Arguments arguments) {
        Argument<Boolean> trace = arguments.flag("--trace", "report each step on stderr");
        arguments.mayExit(ExitCode.IO);
        return (given, console) -> {
            if (!given.get(trace)) {
                return command.run(given, console);
            }
            String prefix = "ipc-mq[" + ProcessHandle.current().pid() + "]: ";
            SpaceTrace.start(line -> console.report(prefix + line));
            try {
                return command.run(given, console);
            } finally {
                SpaceTrace.stop();
            }
        };
    }
}
