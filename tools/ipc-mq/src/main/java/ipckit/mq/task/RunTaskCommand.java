package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.daemon.Readiness;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandProcesses;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.UserCommand;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;

import java.util.List;

/**
 * {@code task run}: runs a command as a task. The command inherits a lock. When the command and all
 * processes that it has started have ended, the kernel releases the lock, and the task is
 * destroyed.
 *
 * <p>While this process waits for the command, it also looks for other tasks whose processes have
 * ended. It destroys their ports and sends the notices, because possibly no other process uses
 * ports at that time.
 */
final class RunTaskCommand implements Command {
    /**
     * The time between two searches for ended tasks. It is short, because notices of the death of a
     * task must be sent within 200 ms.
     */
    private static final long SEARCH_MILLIS = 100;

    private static final String VARIABLE = "IPC_TASK";

    private final Argument<String> task;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    RunTaskCommand(Arguments arguments) {
        task =
                arguments
                        .operand("TASK", "the task, which is created if it is absent", PortName.ANY)
                        .completes(Completion.TASK);
        daemon = new DaemonOptions(arguments);
        command =
                arguments.command(
                        "runs as TASK, with its name in IPC_TASK; its exit status is passed on",
                        true);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.OF_COMMANDS, console);
        }
        String name = given.get(task);
        List<String> words = given.get(command);
        UserCommand.check(words.getFirst());
        PortSpaces spaces = new PortSpaces();
        try (PortSpace space = spaces.openOrCreate()) {
            int status = run(space, name, words);
            return status < 0 ? ExitCode.FAILED.code() : status;
        } finally {
            spaces.removeIfUnused();
        }
    }

    private static int run(PortSpace space, String name, List<String> words) {
        CommandProcesses processes = new CommandProcesses();
        try (InheritableLock _ = space.tasks().run(name);
                KernelPort kernelPort = new KernelPort(space, name, processes)) {
            new LinkRegistry().register(new ObjectName(name));
            ChildProcess child = processes.of(new UserCommand(words).with(VARIABLE, name)).start();
            kernelPort.start();
            Readiness.announce();
            return child.await(SEARCH_MILLIS, space::completeDeaths).status();
        } finally {
            // This process has closed the lock now. If no process that inherited the lock is left,
            // this call destroys the task.
            space.completeDeaths();
        }
    }
}
