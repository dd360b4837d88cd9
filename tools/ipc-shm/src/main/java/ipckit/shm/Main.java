package ipckit.shm;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.daemon.control.DaemonVerbs;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.shm.cell.AddCellCommand;
import ipckit.shm.cell.BenchCellCommand;
import ipckit.shm.cell.CompareAndSetCellCommand;
import ipckit.shm.cell.EchoCellCommand;
import ipckit.shm.cell.GetCellCommand;
import ipckit.shm.cell.SetCellCommand;
import ipckit.shm.cell.WaitCellCommand;
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
import ipckit.shm.segment.PinProcessCommand;
import ipckit.shm.segment.PinSegmentCommand;
import ipckit.shm.segment.RemoveSegmentsCommand;
import ipckit.shm.segment.StatSegmentCommand;
import ipckit.shm.segment.UnpinSegmentCommand;
import ipckit.shm.tour.SegmentTourCommand;
import ipckit.shm.tour.TourProcessCommand;

import java.util.List;

/** The entry point of {@code ipc-shm}, with the list of its verbs (subcommands). */
public final class Main {
    /** The purpose of the program in one line, for the help pages. */
    public static final String PURPOSE = "Shared-memory segments for the shell";

    private static final List<Verb> VERBS =
            List.of(
                    new Verb("create", "Create a segment", CreateSegmentCommand::new),
                    new Verb("attach", "Run a command with a segment", AttachSegmentCommand::new),
                    new Verb(
                            "pin",
                            "Keep a segment attached",
                            arguments -> new PinSegmentCommand(arguments, Main.class)),
                    new Verb("unpin", "End what pin started", UnpinSegmentCommand::new),
                    Verb.internal(PinProcessCommand.VERB, PinProcessCommand::new),
                    new Verb("read", "Copy bytes out of a segment", ReadSegmentCommand::new),
                    new Verb("write", "Copy bytes into a segment", WriteSegmentCommand::new),
                    new Verb("print", "Print the text in a segment", PrintSegmentCommand::new),
                    new Verb("fill", "Fill a segment with one byte", FillSegmentCommand::new),
                    new Verb("dump", "Show bytes in hexadecimal", DumpSegmentCommand::new),
                    new Verb("cell get", "Print the value of a cell", GetCellCommand::new),
                    new Verb("cell set", "Set a cell", SetCellCommand::new),
                    new Verb("cell add", "Add to a cell; print the sum", AddCellCommand::new),
                    new Verb(
                            "cell cas",
                            "Replace a cell's value if it is the expected one",
                            CompareAndSetCellCommand::new),
                    new Verb(
                            "cell wait",
                            "Wait until a cell meets a condition",
                            WaitCellCommand::new),
                    new Verb(
                            "cell bench",
                            "Measure the speed of a cell",
                            arguments -> new BenchCellCommand(arguments, Main.class)),
                    Verb.internal(EchoCellCommand.VERB, EchoCellCommand::new),
                    new Verb(
                            "lock",
                            "Run a command that holds the segment's lock",
                            LockSegmentCommand::new),
                    new Verb(
                            "stat",
                            "Show a segment and the attached processes",
                            StatSegmentCommand::new),
                    new Verb("ls", "List all segments", ListSegmentsCommand::new),
                    new Verb("chmod", "Change a segment's permissions", ChmodSegmentCommand::new),
                    new Verb("rm", "Remove segments", RemoveSegmentsCommand::new).destructive(),
                    new Verb("gc", "Delete what dead processes left", GcSegmentsCommand::new)
                            .destructive(),
                    new Verb(
                            "tour",
                            "Watch a segment's life with real processes",
                            arguments -> new SegmentTourCommand(arguments, Main.class)),
                    Verb.internal(TourProcessCommand.VERB, TourProcessCommand::new));

    /** The declaration of the program, from which help pages and completions are generated. */
    public static final Program PROGRAM =
            Program.of("ipc-shm", PURPOSE, VERBS, DaemonVerbs.of("ipc-shm"));

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
