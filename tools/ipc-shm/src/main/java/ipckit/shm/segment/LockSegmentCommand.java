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
import ipckit.common.cli.value.CountConverter;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedSemaphore;
import ipckit.shm.scheme.LockMode;
import ipckit.shm.scheme.Segment;
import ipckit.shm.trace.SegmentArguments;

import java.util.List;

/** {@code lock}: acquires the lock of a segment and runs a command that holds the lock. */
public final class LockSegmentCommand implements Command {
    private final Argument<Boolean> shared;
    private final Argument<Long> slots;
    private final WaitOptions waitOptions;
    private final SegmentArguments target;
    private final Argument<List<String>> command;

    public LockSegmentCommand(Arguments arguments) {
        shared = arguments.flag("--shared", "allow other holders that use --shared");
        slots =
                arguments.option(
                        "--slots",
                        "N",
                        "allow N holders that use --slots N",
                        new CountConverter(1, InheritedSemaphore.MOST_SLOTS));
        arguments.exclusive(shared, slots);
        waitOptions = new WaitOptions(arguments);
        target = new SegmentArguments(arguments);
        command = arguments.command("the command; its exit status is passed on", true);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.WOULD_BLOCK,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    /**
     * Acquires the lock and replaces this process by the command, which inherits the lock. Fails if
     * the lock is not acquired within the time that the user allows.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        Segment segment = target.segment(given, console);
        WaitOptions.Limit limit = waitOptions.of(given);
        int most = given.find(slots).orElse(0L).intValue();
        LockMode mode = new LockMode(given.get(shared), most);
        if (!segment.lock(mode, limit.next())) {
            throw new IpcException(
                    limit.timed() ? Category.TIMED_OUT : Category.WOULD_BLOCK,
                    "segment "
                            + target.name(given)
                            + (mode.slots() == 0
                                    ? " is locked by another process"
                                    : ": no slot of its lock is free"));
        }
        new UserCommand(given.get(command)).replaceThisProgram();
        throw new AssertionError("replaceThisProgram() returned");
    }
}
