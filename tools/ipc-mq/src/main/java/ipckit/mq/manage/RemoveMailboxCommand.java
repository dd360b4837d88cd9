package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.task.LinkRegistry;

import java.util.ArrayList;
import java.util.List;

/** {@code rm}: removes mailboxes, and wakes whoever waits there. */
public final class RemoveMailboxCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> tasks;

    public RemoveMailboxCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the mailboxes", 1);
        tasks = arguments.flag("--task", "NAMEs are tasks: forget them, and what was sent to them");
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /**
     * Goes on after a failure, as rm(1) does; the first failure decides the exit code. A name that
     * is illegal is found before anything is removed.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        MailboxRegistry mailboxes = new MailboxRegistry();
        List<Runnable> removals = new ArrayList<>();
        for (String name : given.get(names)) {
            removals.add(given.get(tasks) ? removal(name) : removal(name, mailboxes));
        }
        IpcException first = null;
        for (Runnable removal : removals) {
            try {
                removal.run();
            } catch (IpcException e) {
                if (first == null) {
                    first = e;
                } else {
                    console.error("ipc-mq: " + e.getMessage());
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return ExitCode.OK.code();
    }

    private static Runnable removal(String argument) {
        ObjectName task = new ObjectName(argument);
        return () -> new LinkRegistry().forget(task);
    }

    private static Runnable removal(String argument, MailboxRegistry mailboxes) {
        if (KernelQueueName.isMeantBy(argument)) {
            KernelQueueName queue = KernelQueueName.parse(argument);
            return () -> KernelQueues.remove(queue);
        }
        ObjectName mailbox = MailboxRegistry.name(argument);
        return () -> mailboxes.remove(mailbox);
    }
}
