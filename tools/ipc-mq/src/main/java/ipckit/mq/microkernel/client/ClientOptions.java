package ipckit.mq.microkernel.client;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.mq.task.TaskNameConverter;

import java.time.Duration;

/** The options of a verb that sends requests to a service. */
public final class ClientOptions {
    private final Argument<String> as;
    private final Argument<Duration> timeout;

    /** Declares the options. */
    public ClientOptions(Arguments arguments) {
        as =
                TaskNameConverter.option(
                        arguments, "the task that asks (default: $IPC_TASK, or a new task)");
        timeout = arguments.duration("--timeout", "how long to wait for each reply");
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.OUTPUT_CLOSED);
    }

    /** Returns the task that the user named; empty if the user named none. */
    public String task(ParsedArguments given) {
        return TaskNameConverter.name(given, as).split("/", 2)[0];
    }

    /** Begins to act as the task that the user named, or as a new task. */
    public ServiceClient open(ParsedArguments given) {
        return ServiceClient.open(task(given), limit(given), false);
    }

    /**
     * Begins to act as a task, as {@link #open} does. Unlike with {@link #open}, requests do not
     * fail if the reader of standard output has closed it, because the verb writes nothing to it.
     */
    public ServiceClient openSilent(ParsedArguments given) {
        return ServiceClient.open(task(given), limit(given), true);
    }

    private WaitOptions.Limit limit(ParsedArguments given) {
        return given.find(timeout)
                .map(wait -> new WaitOptions.Limit(wait.toNanos(), true))
                .orElse(WaitOptions.Limit.NONE);
    }
}
