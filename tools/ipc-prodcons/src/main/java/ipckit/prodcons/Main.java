package ipckit.prodcons;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.prodcons.bench.BenchCommand;
import ipckit.prodcons.bench.ClientCommand;
import ipckit.prodcons.bench.ServerCommand;
import ipckit.prodcons.demo.RunCommand;
import ipckit.prodcons.demo.WorkerCommand;

import java.util.List;

/** The program's entry. */
public final class Main {
    /** The declaration of the program, from which help and completions are made. */
    public static final Program PROGRAM =
            Program.of(
                    "ipc-prodcons",
                    "A named buffer between any number of producers and consumers",
                    List.of(
                            new Verb("create", "Make a buffer", CreateCommand::new),
                            new Verb("put", "Put items from stdin or files", PutCommand::new),
                            new Verb("get", "Take items to stdout or to a command", GetCommand::new)
                                    .destructive(),
                            new Verb("hold", "Keep a stream open for a command", HoldCommand::new),
                            new Verb("peek", "Show items without taking them", PeekCommand::new),
                            new Verb(
                                    "stat",
                                    "Show what is in a buffer and who takes part",
                                    StatCommand::new),
                            new Verb(
                                    "explain",
                                    "Say why a buffer stands still",
                                    ExplainCommand::new),
                            new Verb("ls", "List all buffers", ListCommand::new),
                            new Verb("gc", "Delete what dead processes left", SweepCommand::new)
                                    .destructive(),
                            new Verb("rm", "Remove buffers", RemoveCommand::new).destructive(),
                            new Verb(
                                    "run",
                                    "Show the producer-consumer problem with real processes",
                                    arguments -> new RunCommand(arguments, Main.class)),
                            Verb.internal(WorkerCommand.VERB, WorkerCommand::new),
                            new Verb(
                                    "bench",
                                    "Measure shared memory against pipes",
                                    BenchCommand::new),
                            Verb.internal(ClientCommand.VERB, ClientCommand::new),
                            Verb.internal(ServerCommand.VERB, ServerCommand::new)));

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
