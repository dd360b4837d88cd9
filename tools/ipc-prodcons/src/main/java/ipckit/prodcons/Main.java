package ipckit.prodcons;

import ipckit.common.cli.Program;
import ipckit.common.cli.Runner;
import ipckit.common.cli.Verb;
import ipckit.common.process.Ending;
import ipckit.prodcons.demo.RunCommand;
import ipckit.prodcons.demo.WorkerCommand;

import java.util.List;

/** The program's entry. */
public final class Main {
    private static final Program PROGRAM =
            new Program(
                    "ipc-prodcons",
                    "0.1.0",
                    "A named buffer between any number of producers and consumers",
                    List.of(
                            new Verb("create", "Make a buffer", CreateCommand::new),
                            new Verb("put", "Put items from stdin or files", PutCommand::new),
                            new Verb(
                                    "get", "Take items to stdout or to a command", GetCommand::new),
                            new Verb("hold", "Keep a stream open for a command", HoldCommand::new),
                            new Verb("rm", "Remove buffers", RemoveCommand::new),
                            new Verb(
                                    "run",
                                    "Show the producer-consumer problem with real processes",
                                    arguments -> new RunCommand(arguments, Main.class)),
                            Verb.hidden(WorkerCommand.VERB, WorkerCommand::new)));

    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        return Runner.run(PROGRAM, args);
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        Ending.bySignal();
        System.exit(run(args));
    }
}
