package ipckit.mq;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.daemon.control.DaemonVerbs;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.mq.manage.CreateMailboxCommand;
import ipckit.mq.manage.GcMailboxesCommand;
import ipckit.mq.manage.ListMailboxesCommand;
import ipckit.mq.manage.PurgeMailboxCommand;
import ipckit.mq.manage.RemoveMailboxCommand;
import ipckit.mq.manage.ShowMailboxCommand;
import ipckit.mq.manage.WaitMailboxCommand;
import ipckit.mq.microkernel.KernelVerbs;
import ipckit.mq.microkernel.clock.ClockVerbs;
import ipckit.mq.microkernel.files.FileVerbs;
import ipckit.mq.microkernel.names.NameVerbs;
import ipckit.mq.port.PortVerbs;
import ipckit.mq.port.graph.ShowGraphCommand;
import ipckit.mq.port.message.PortMessageVerbs;
import ipckit.mq.receive.MoveMessagesCommand;
import ipckit.mq.receive.PeekMessagesCommand;
import ipckit.mq.receive.ReceiveMessagesCommand;
import ipckit.mq.receive.SettleLeaseCommand;
import ipckit.mq.send.SendMessagesCommand;
import ipckit.mq.service.CallServiceCommand;
import ipckit.mq.service.ServeRequestsCommand;
import ipckit.mq.task.TaskVerbs;
import ipckit.mq.task.TracedVerbs;
import ipckit.mq.tour.TourCommand;

import java.util.List;

/** The entry point of {@code ipc-mq} and the list of its verbs. */
public final class Main {
    /** The purpose of the program in one line, for the help pages. */
    public static final String PURPOSE =
            "Messages between processes: mailboxes, leases, requests and replies";

    /** The declaration of the program, from which help pages and completions are generated. */
    public static final Program PROGRAM =
            Program.of(
                    "ipc-mq",
                    PURPOSE,
                    verbs(),
                    TracedVerbs.of(TaskVerbs.group()),
                    TracedVerbs.of(PortVerbs.ports()),
                    TracedVerbs.of(PortVerbs.sets()),
                    TracedVerbs.of(PortMessageVerbs.group()),
                    TracedVerbs.of(KernelVerbs.group(Main.class)),
                    TracedVerbs.of(NameVerbs.group()),
                    TracedVerbs.of(ClockVerbs.group()),
                    TracedVerbs.of(FileVerbs.group()),
                    DaemonVerbs.of("ipc-mq"));

    private Main() {}

    private static List<Verb> verbs() {
        return List.of(
                new Verb("create", "Create a mailbox", CreateMailboxCommand::new),
                new Verb("send", "Send messages", SendMessagesCommand::new),
                new Verb(
                                "recv",
                                "Receive messages to stdout or to a command",
                                ReceiveMessagesCommand::new)
                        .destructive(),
                new Verb("peek", "Show messages without receiving them", PeekMessagesCommand::new),
                new Verb(
                        "wait",
                        "Wait for a message, for room or for a service",
                        WaitMailboxCommand::new),
                new Verb("ack", "Acknowledge a leased message", SettleLeaseCommand::acknowledging)
                        .destructive(),
                new Verb("nack", "Give a leased message back", SettleLeaseCommand::givingBack),
                new Verb("extend", "Extend a lease", SettleLeaseCommand::extending),
                new Verb(
                        "call",
                        "Send a request to a service and print the reply",
                        CallServiceCommand::new),
                new Verb("serve", "Answer requests with a command", ServeRequestsCommand::new)
                        .destructive(),
                new Verb("move", "Move messages to another mailbox", MoveMessagesCommand::new)
                        .destructive(),
                new Verb("purge", "Drop the messages in a mailbox", PurgeMailboxCommand::new)
                        .destructive(),
                new Verb("stat", "Show a mailbox and its participants", ShowMailboxCommand::new),
                new Verb("ls", "List mailboxes", ListMailboxesCommand::new),
                TracedVerbs.of(
                        new Verb("graph", "Show tasks, ports and rights", ShowGraphCommand::new)),
                new Verb("gc", "Delete what dead processes left", GcMailboxesCommand::new)
                        .destructive(),
                new Verb("rm", "Remove mailboxes", RemoveMailboxCommand::new).destructive(),
                new Verb(
                        "tour",
                        "Tell a story about messages with real processes",
                        arguments -> new TourCommand(arguments, Main.class)));
    }

    /** Runs one command line in this process and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.onSignals();
        return Runner.run(PROGRAM, OwnCommandLine.exactArguments(args));
    }

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        Runner.reportUncaught(PROGRAM);
        Shutdown.exit(run(args));
    }
}
