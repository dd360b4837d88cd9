package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.mq.space.PortSpace;

/** The option {@code --as} of a verb that acts on ports for a task. */
public final class ActingTask {
    private final Argument<String> as;

    private ActingTask(Arguments arguments, String help) {
        as = TaskNameConverter.option(arguments, help);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    /** Declares the option {@code --as}, which names the task that acts. */
    public static ActingTask of(Arguments arguments) {
        return new ActingTask(arguments, "the task that acts (default: $IPC_TASK)");
    }

    /**
     * Declares the option {@code --as} of a verb that lists the ports or the port sets of all
     * tasks.
     */
    public static ActingTask ofListing(Arguments arguments) {
        return new ActingTask(arguments, "only those of this task (default: of all tasks)");
    }

    /** Declares the option {@code --to}, which names the task that gets a right. */
    public static Argument<String> to(Arguments arguments) {
        return arguments
                .option("--to", "TASK", "the task that gets the right (required)", PortName.ANY)
                .completes(Completion.TASK);
    }

    /** Returns whether the user gave {@code --as}. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(as);
    }

    /**
     * Returns the name of the task that acts. If the user gave the form TASK/THREAD, returns only
     * the name of the task.
     *
     * @throws IpcException USAGE if the user gave no task, and {@code $IPC_TASK} is not set either
     */
    public String name(ParsedArguments given) {
        String name = TaskNameConverter.name(given, as);
        if (name.isEmpty()) {
            throw new IpcException(Category.USAGE, "a task is missing: --as or $IPC_TASK");
        }
        return name.split("/", 2)[0];
    }

    /** Returns the name of the thread that acts; empty if the user has not named a thread. */
    public String thread(ParsedArguments given) {
        String[] parts = TaskNameConverter.name(given, as).split("/", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /**
     * Opens the port space.
     *
     * @throws IpcException ABSENT if there is no port space, so that the task does not exist either
     */
    public PortSpace open(ParsedArguments given) {
        return new TaskRegistry().open(name(given));
    }
}
