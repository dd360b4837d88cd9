package ipckit.mq.task;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs for tasks. */
public final class TaskVerbs {
    private TaskVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup(
                "task", "Tasks, which have ports and rights as in Mach", TaskVerbs::verbs);
    }

    private static List<Verb> verbs() {
        return List.of(
                new Verb("task create", "Create a task", CreateTaskCommand::new),
                new Verb(
                        "task run",
                        "Run a command as a task that ends with the command",
                        RunTaskCommand::new),
                new Verb("task ls", "List the tasks", ListTasksCommand::new),
                new Verb("task stat", "Show a task", ShowTaskCommand::new),
                new Verb("task rm", "Remove tasks with their ports", RemoveTasksCommand::new)
                        .destructive());
    }
}
