package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedLock;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentErrors;
import ipckit.shm.trace.Trace;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TracedSegments;

import java.nio.file.Path;
import java.util.List;

/** {@code lock}: a command that runs while nobody else has the segment's lock. */
public final class LockSegmentCommand implements Command {
    private final Argument<String> name;
    private final Argument<Boolean> shared;
    private final WaitOptions patience;
    private final Argument<List<String>> command;
    private final TraceOption tracing;

    public LockSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        shared = arguments.flag("--shared", "beside others that are shared");
        patience = new WaitOptions(arguments);
        tracing = new TraceOption(arguments);
        command = arguments.command("what to run; its exit status is ours", true);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.WOULD_BLOCK,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    /** The lock is the command's once this process has become it, so nobody waits for it here. */
    @Override
    public int run(ParsedArguments given, Console console) {
        Trace trace = tracing.trace(given, console);
        Segment segment = new TracedSegments(trace).named(given.get(name));
        WaitOptions.Limit limit = patience.of(given);
        if (acquire(segment, given, limit) == null) {
            throw new IpcException(
                    limit.timed() ? Category.TIMED_OUT : Category.WOULD_BLOCK,
                    "segment " + given.get(name) + " is locked by somebody else");
        }
        String how = given.get(shared) ? ": locked, beside others that share it" : ": locked";
        trace.tell(
                Trace.Step.LOCK,
                given.get(name) + how + "; unlocked by the kernel, when the command has ended");
        new UserCommand(given.get(command)).become();
        throw new AssertionError("this process is another");
    }

    private InheritedLock acquire(Segment segment, ParsedArguments given, WaitOptions.Limit limit) {
        Path file = segment.lockFile();
        try {
            return InheritedLock.acquire(file, given.get(shared), limit.next());
        } catch (IpcException e) {
            throw SegmentErrors.of(given.get(name), e);
        }
    }
}
