package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.List;

/** {@code serve}: a command that answers questions. */
public final class ServeRequestsCommand implements Command {
    private static final long MOST_WORKERS = 256;

    private final Argument<String> name;
    private final Argument<Long> workers;
    private final Argument<Boolean> keep;
    private final Argument<Boolean> frames;
    private final Argument<Boolean> whole;
    private final Argument<List<String>> command;

    public ServeRequestsCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox; made if it is absent");
        workers = arguments.count("--workers", "N", "so many at the same time").orElse(1L);
        keep =
                arguments.flag(
                        "--keep", "one CMD answers all questions, each a line, with a line each");
        frames = arguments.flag("--frame", "with --keep: each a frame, in place of a line");
        whole = arguments.flag("--whole", "questions and answers as they are");
        command =
                arguments.command(
                        "run for each question, which it has as stdin; its stdout answers", true);
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
        if (given.get(workers) > MOST_WORKERS) {
            throw new IpcException(
                    Category.USAGE, "--workers: at most " + MOST_WORKERS + " in one process");
        }
        ObjectName mailbox = MailboxRegistry.name(given.get(name), "services");
        return new ServiceRun(
                        mailbox, given.get(command), kept(given), given.get(whole), console::said)
                .run(Math.toIntExact(given.get(workers)));
    }

    /** How one command is asked all questions; null if each has a command of its own. */
    private RequestReplyProtocol kept(ParsedArguments given) {
        if (!given.get(keep)) {
            return null;
        }
        return given.get(frames) ? RequestReplyProtocol.FRAMES : RequestReplyProtocol.LINES;
    }
}
