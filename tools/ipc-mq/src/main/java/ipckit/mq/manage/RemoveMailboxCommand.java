package ipckit.mq.manage;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.common.naming.ObjectName;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.task.TaskRegistry;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code rm}: removes mailboxes, kernel queues or tasks, and wakes every process that waits at
 * them.
 */
public final class RemoveMailboxCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> tasks;
    private final Argument<Boolean> ifPresent;

    public RemoveMailboxCommand(Arguments arguments) {
        names =
                arguments
                        .operands("NAME", "one or more mailboxes", 1)
                        .completes(Completion.MAILBOX);
        tasks =
                arguments.flag(
                        "--task",
                        "NAMEs are tasks; remove them, their ports and the links to them");
        ifPresent = arguments.flag("--if-present", "succeed for a NAME that does not exist");
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    /**
     * Checks that all names are legal, then removes one object after the other. After a failed
     * removal, continues with the next object, as rm(1) does. The first failure decides the exit
     * code.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        List<Runnable> removals = new ArrayList<>();
        for (String name : given.get(names)) {
            removals.add(given.get(tasks) ? taskRemoval(name) : mailboxRemoval(name));
        }
        return EachOperand.run(
                "ipc-mq",
                removals,
                console,
                removal -> EachOperand.remove(given.get(ifPresent), removal));
    }

    private static Runnable taskRemoval(String argument) {
        ObjectName task = new ObjectName(argument);
        return () -> new TaskRegistry().remove(task);
    }

    private static Runnable mailboxRemoval(String argument) {
        if (KernelQueueName.isMeantBy(argument)) {
            KernelQueueName queue = KernelQueueName.parse(argument);
            return () -> KernelQueues.remove(queue);
        }
        ObjectName mailbox = MailboxRegistry.parse(argument);
        return () -> new MailboxRegistry().remove(mailbox);
    }
}
