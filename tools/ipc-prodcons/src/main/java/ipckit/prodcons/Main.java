package ipckit.prodcons;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.daemon.control.DaemonVerbs;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.prodcons.bench.BenchClientCommand;
import ipckit.prodcons.bench.BenchCommand;
import ipckit.prodcons.bench.BenchServerCommand;
import ipckit.prodcons.demo.RunDemoCommand;
import ipckit.prodcons.demo.worker.DemoWorkerCommand;
import ipckit.prodcons.get.GetItemsCommand;
import ipckit.prodcons.inspect.ExplainBufferCommand;
import ipckit.prodcons.inspect.ListBuffersCommand;
import ipckit.prodcons.inspect.PeekItemsCommand;
import ipckit.prodcons.inspect.StatBufferCommand;
import ipckit.prodcons.manage.CreateBufferCommand;
import ipckit.prodcons.manage.GcBuffersCommand;
import ipckit.prodcons.manage.HoldStreamCommand;
import ipckit.prodcons.manage.RemoveBuffersCommand;
import ipckit.prodcons.put.PutItemsCommand;

import java.util.List;

/** The entry of {@code ipc-prodcons}: declares the verbs (subcommands) and runs one of them. */
public final class Main {
    /** The purpose of the program in one line, for the help pages. */
    public static final String PURPOSE =
            "A named buffer between any number of producers and consumers";

    private static final List<Verb> VERBS =
            List.of(
                    new Verb("create", "Create a buffer", CreateBufferCommand::new),
                    new Verb("put", "Put items from stdin or files", PutItemsCommand::new),
                    new Verb(
                                    "get",
                                    "Take items and write them to stdout or to a command",
                                    GetItemsCommand::new)
                            .destructive(),
                    new Verb("hold", "Keep a stream open for a command", HoldStreamCommand::new),
                    new Verb(
                            "peek",
                            "Show items and leave them in the buffer",
                            PeekItemsCommand::new),
                    new Verb(
                            "stat",
                            "Show the state and the participants of a buffer",
                            StatBufferCommand::new),
                    new Verb(
                            "explain", "Say why a buffer does not move", ExplainBufferCommand::new),
                    new Verb("ls", "List all buffers", ListBuffersCommand::new),
                    new Verb("gc", "Delete the remains of dead processes", GcBuffersCommand::new)
                            .destructive(),
                    new Verb("rm", "Remove buffers", RemoveBuffersCommand::new).destructive(),
                    new Verb(
                            "run",
                            "Show the producer-consumer problem with real processes",
                            arguments -> new RunDemoCommand(arguments, Main.class)),
                    Verb.internal(DemoWorkerCommand.VERB, DemoWorkerCommand::new),
                    new Verb(
                            "bench",
                            "Measure shared memory against pipes",
                            arguments -> new BenchCommand(arguments, Main.class)),
                    Verb.internal(
                            BenchClientCommand.VERB,
                            arguments -> new BenchClientCommand(arguments, Main.class)),
                    Verb.internal(BenchServerCommand.VERB, BenchServerCommand::new));

    /**
     * Declares the program; the help pages and the shell completions are generated from this
     * declaration.
     */
    public static final Program PROGRAM =
            Program.of("ipc-prodcons", PURPOSE, VERBS, DaemonVerbs.of("ipc-prodcons"));

    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.onSignals();
        return Runner.run(PROGRAM, OwnCommandLine.exactArguments(args));
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        Runner.reportUncaught(PROGRAM);
        Shutdown.exit(run(args));
    }
}
