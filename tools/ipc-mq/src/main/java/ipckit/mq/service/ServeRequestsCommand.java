package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.List;

/** {@code serve}: passes requests to a command and sends the command's replies to the callers. */
public final class ServeRequestsCommand implements Command {
    private static final long MOST_WORKERS = 256;

    private final Argument<String> name;
    private final Argument<Long> workers;
    private final Argument<Boolean> keep;
    private final Argument<Boolean> frames;
    private final Argument<Boolean> whole;
    private final GraceOption grace;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    public ServeRequestsCommand(Arguments arguments) {
        name =
                arguments
                        .operand("NAME", "the mailbox; created if it is absent")
                        .completes(Completion.MAILBOX);
        workers = arguments.count("--workers", "N", "handle N requests at a time").orElse(1L);
        keep =
                arguments.flag(
                        "--keep", "one CMD handles all requests: a line in, a line out for each");
        frames = arguments.flag("--frame", "with --keep: frames instead of lines");
        whole = arguments.flag("--whole", "requests and replies unchanged, without newlines");
        grace = new GraceOption(arguments);
        daemon = new DaemonOptions(arguments);
        command =
                arguments.command(
                        "run for each request, which is its stdin; its stdout is the reply", true);
        arguments.exclusive(keep, whole);
        arguments.needs(frames, keep);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.NONE, console);
        }
        if (given.get(workers) > MOST_WORKERS) {
            throw new IpcException(
                    Category.USAGE, "--workers: at most " + MOST_WORKERS + " in one process");
        }
        ObjectName mailbox = MailboxRegistry.parse(given.get(name), "services");
        return new ServiceRun(
                        mailbox,
                        given.get(command),
                        protocol(given),
                        given.get(whole) ? Framing.WHOLE : Framing.LINES,
                        grace.of(given),
                        console::said)
                .run(Math.toIntExact(given.get(workers)));
    }

    /**
     * Returns the protocol for one long-lived command, or null when a command is started for each
     * request.
     */
    private RequestReplyProtocol protocol(ParsedArguments given) {
        if (!given.get(keep)) {
            return null;
        }
        return given.get(frames) ? RequestReplyProtocol.FRAMES : RequestReplyProtocol.LINES;
    }
}
