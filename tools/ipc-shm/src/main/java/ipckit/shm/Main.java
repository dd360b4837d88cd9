package ipckit.shm;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.shm.cell.CellBenchmark;
import ipckit.shm.cell.CellCommand;
import ipckit.shm.content.DumpSegmentCommand;
import ipckit.shm.content.FillSegmentCommand;
import ipckit.shm.content.PrintSegmentCommand;
import ipckit.shm.content.ReadSegmentCommand;
import ipckit.shm.content.WriteSegmentCommand;
import ipckit.shm.segment.AttachSegmentCommand;
import ipckit.shm.segment.ChmodSegmentCommand;
import ipckit.shm.segment.CreateSegmentCommand;
import ipckit.shm.segment.GcSegmentsCommand;
import ipckit.shm.segment.ListSegmentsCommand;
import ipckit.shm.segment.LockSegmentCommand;
import ipckit.shm.segment.PinSegmentCommand;
import ipckit.shm.segment.RemoveSegmentsCommand;
import ipckit.shm.segment.StatSegmentCommand;
import ipckit.shm.segment.UnpinSegmentCommand;
import ipckit.shm.tour.SegmentTourCommand;
import ipckit.shm.tour.TourProcessCommand;

import java.util.List;

/** The program's entry. */
public final class Main {
    /** The declaration of the program, from which help and completions are made. */
    public static final Program PROGRAM =
            Program.of(
                    "ipc-shm",
                    "Shared-memory segments for the shell",
                    List.of(
                            new Verb("create", "Make a segment", CreateSegmentCommand::new),
                            new Verb(
                                    "attach",
                                    "Run a command with a segment",
                                    AttachSegmentCommand::new),
                            new Verb("pin", "Keep a segment attached", PinSegmentCommand::new),
                            new Verb("unpin", "End what pin began", UnpinSegmentCommand::new),
                            Verb.internal(PinSegmentCommand.KEEPER, PinSegmentCommand.Keeper::new),
                            new Verb("read", "Read bytes of a segment", ReadSegmentCommand::new),
                            new Verb(
                                    "write",
                                    "Write bytes into a segment",
                                    WriteSegmentCommand::new),
                            new Verb(
                                    "print",
                                    "Print the text in a segment",
                                    PrintSegmentCommand::new),
                            new Verb("fill", "Fill a segment with a byte", FillSegmentCommand::new),
                            new Verb("dump", "Show bytes in hexadecimal", DumpSegmentCommand::new),
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
                            Verb.internal(CellBenchmark.ECHO, CellCommand::echo),
                            new Verb(
                                    "lock",
                                    "Run a command while nobody else has the lock",
                                    LockSegmentCommand::new),
                            new Verb(
                                    "stat",
                                    "Show what is known of a segment and who is attached",
                                    StatSegmentCommand::new),
                            new Verb("ls", "List all segments", ListSegmentsCommand::new),
                            new Verb(
                                    "chmod",
                                    "Change a segment's permissions",
                                    ChmodSegmentCommand::new),
                            new Verb("rm", "Remove segments", RemoveSegmentsCommand::new)
                                    .destructive(),
                            new Verb(
                                            "gc",
                                            "Delete what dead processes left",
                                            GcSegmentsCommand::new)
                                    .destructive(),
                            new Verb(
                                    "tour",
                                    "See a segment's life, told with real processes",
                                    SegmentTourCommand::new),
                            Verb.internal(TourProcessCommand.VERB, TourProcessCommand::new)));

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
