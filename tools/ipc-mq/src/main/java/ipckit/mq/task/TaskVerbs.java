package ipckit.mq.task;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;
import java.util.function.Function;

/** The verbs for tasks. */
public final class TaskVerbs {
    private static final String GROUP = "task";

    private TaskVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup(
                GROUP,
                "Tasks, which have ports and rights as in Mach",
                List.of(
                        verb(Kind.CREATE, "Create a task"),
                        verb(Kind.RUN, "Run a command as a task that ends with the command"),
                        verb(Kind.LS, "List the tasks"),
                        verb(Kind.STAT, "Show a task"),
                        verb(Kind.RM, "Remove tasks with their ports").destructive()));
    }

    private static Verb verb(Kind kind, String purpose) {
        return new Verb(GROUP + " " + kind.word, purpose, new Maker(kind));
    }

    private enum Kind {
        CREATE("create"),
        RUN("run"),
        LS("ls"),
        STAT("stat"),
        RM("rm");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Constructs the command of a verb. A lambda for each verb would slow down the start of every
     * command line of {@code ipc-mq}.
     */
    private record Maker(Kind kind) implements Function<Arguments, Command> {
        @Override
        public Command apply(Arguments arguments) {
            return switch (kind) {
                case CREATE -> new CreateTaskCommand(arguments);
                case RUN -> new RunTaskCommand(arguments);
                case LS -> new ListTasksCommand(arguments);
                case STAT -> new ShowTaskCommand(arguments);
                case RM -> new RemoveTasksCommand(arguments);
            };
        }
    }
}
