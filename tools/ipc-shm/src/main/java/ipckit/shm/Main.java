package ipckit.shm;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;

import java.util.List;

/** The program's entry. */
public final class Main {
    private static final Program PROGRAM =
            new Program(
                    "ipc-shm",
                    "0.1.0",
                    "Shared-memory segments for the shell",
                    List.of(
                            new Verb("create", "Make a segment", CreateCommand::new),
                            new Verb("attach", "Run a command with a segment", AttachCommand::new),
                            new Verb("pin", "Keep a segment attached", PinCommand::new),
                            new Verb("unpin", "End what pin began", UnpinCommand::new),
                            Verb.internal(PinCommand.KEEPER, PinCommand.Keeper::new),
                            new Verb("read", "Read bytes of a segment", ReadCommand::new),
                            new Verb("write", "Write bytes into a segment", WriteCommand::new),
                            new Verb("print", "Print the text in a segment", PrintCommand::new),
                            new Verb("fill", "Fill a segment with a byte", FillCommand::new),
                            new Verb("dump", "Show bytes in hexadecimal", DumpCommand::new),
                            new Verb("cell get", "Print an integer cell", CellCommand::get),
                            new Verb("cell set", "Set a cell", CellCommand::set),
                            new Verb("cell add", "Add to a cell; print the sum", CellCommand::add),
                            new Verb(
                                    "cell cas",
                                    "Replace a cell's value if it is the expected one",
                                    CellCommand::cas),
                            new Verb(
                                    "cell wait",
                                    "Wait until a cell is as it should be",
                                    CellCommand::await),
                            new Verb(
                                    "cell bench",
                                    "Measure how fast a cell can be added to",
                                    CellCommand::bench),
                            Verb.internal(CellBench.ECHO, CellCommand::echo),
                            new Verb(
                                    "lock",
                                    "Run a command while nobody else has the lock",
                                    LockCommand::new),
                            new Verb(
                                    "stat",
                                    "Show what is known of a segment and who is attached",
                                    StatCommand::new),
                            new Verb("ls", "List all segments", ListCommand::new),
                            new Verb("chmod", "Change a segment's permissions", ChmodCommand::new),
                            new Verb("rm", "Remove segments", RemoveCommand::new),
                            new Verb("gc", "Delete what dead processes left", SweepCommand::new),
                            new Verb(
                                    "tour",
                                    "See a segment's life, told with real processes",
                                    TourCommand::new),
                            Verb.internal(VisitCommand.VERB, VisitCommand::new)));

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
