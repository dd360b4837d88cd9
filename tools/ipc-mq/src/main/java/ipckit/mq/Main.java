package ipckit.mq;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;

import java.util.List;

/** The program's entry. */
public final class Main {
    /** The declaration of the program, from which help and completions are made. */
    public static final Program PROGRAM =
            Program.of(
                    "ipc-mq",
                    "Messages between processes: mailboxes, leases, requests and replies",
                    List.of(
                            new Verb("create", "Make a mailbox", CreateCommand::new),
                            new Verb("send", "Send messages", SendCommand::new),
                            new Verb(
                                            "recv",
                                            "Receive messages to stdout or to a command",
                                            ReceiveCommand::new)
                                    .destructive(),
                            new Verb(
                                    "peek",
                                    "Show messages without receiving them",
                                    PeekCommand::new),
                            new Verb("wait", "Wait until something can be done", WaitCommand::new),
                            new Verb(
                                            "ack",
                                            "Say that a leased message is done with",
                                            SettleCommand::acknowledging)
                                    .destructive(),
                            new Verb(
                                    "nack",
                                    "Let a leased message come again",
                                    SettleCommand::givingBack),
                            new Verb("extend", "Let a lease end later", SettleCommand::extending),
                            new Verb("call", "Ask a service", CallCommand::new),
                            new Verb("serve", "Make a command a service", ServeCommand::new)
                                    .destructive(),
                            new Verb("purge", "Drop the messages in a mailbox", PurgeCommand::new)
                                    .destructive(),
                            new Verb(
                                    "stat",
                                    "Show what is in a mailbox and who takes part",
                                    StatCommand::new),
                            new Verb("ls", "List all mailboxes", ListCommand::new),
                            new Verb("gc", "Delete what dead processes left", SweepCommand::new)
                                    .destructive(),
                            new Verb("rm", "Remove mailboxes", RemoveCommand::new).destructive(),
                            new Verb(
                                    "tour",
                                    "Show what naming each other costs, and what a mailbox saves",
                                    TourCommand::new)));

    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.bySignal();
        return Runner.run(PROGRAM, OwnCommandLine.exact(args));
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        Shutdown.with(run(args));
    }
}
