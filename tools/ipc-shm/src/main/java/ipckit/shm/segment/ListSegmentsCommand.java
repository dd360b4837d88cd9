package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.Leftover;
import ipckit.shm.scheme.LocalSegment;
import ipckit.shm.scheme.LocalSegments;
import ipckit.shm.scheme.PosixSegment;
import ipckit.shm.scheme.Scheme;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.scheme.SystemVSegment;
import ipckit.shm.trace.Trace;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TracedSegment;

import java.util.ArrayList;
import java.util.List;

/** {@code ls}: all segments of a scheme. One that cannot be looked at is a line like any other. */
public final class ListSegmentsCommand implements Command {
    private final Argument<Scheme> scheme;
    private final Argument<Boolean> json;
    private final TraceOption tracing;

    public ListSegmentsCommand(Arguments arguments) {
        scheme =
                arguments
                        .choice("--scheme", Scheme.values(), "whose segments")
                        .orElse(Scheme.LOCAL);
        json = arguments.json();
        tracing = new TraceOption(arguments);
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    private record Line(String name, SegmentStatus facts, IpcException failure) {}

    @Override
    public int run(ParsedArguments given, Console console) {
        List<Line> lines =
                switch (given.get(scheme)) {
                    case LOCAL -> local();
                    case POSIX -> of(PosixSegment.list());
                    case SYSV -> systemV();
                };
        Trace trace = tracing.trace(given, console);
        for (Line line : lines) {
            if (line.facts() != null) {
                trace.tell(Trace.Step.CONTROL, TracedSegment.known(line.facts()));
            }
        }
        if (given.get(json)) {
            for (Line line : lines) {
                write(console.json(), line);
            }
        } else {
            table(lines).print(console.text());
        }
        return ExitCode.OK.code();
    }

    private static List<Line> local() {
        LocalSegments segments = new LocalSegments();
        List<Line> lines = of(segments.list());
        for (Leftover removed : segments.remaining()) {
            add(
                    lines,
                    removed.name(),
                    () -> LocalSegment.facts(removed.name(), removed.path(), true));
        }
        return lines;
    }

    private static List<Line> of(List<? extends Segment> segments) {
        List<Line> lines = new ArrayList<>();
        for (Segment segment : segments) {
            add(lines, segment.toString(), segment::facts);
        }
        return lines;
    }

    private static void add(
            List<Line> lines, String name, java.util.function.Supplier<SegmentStatus> facts) {
        try {
            lines.add(new Line(name, facts.get(), null));
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) { // it has just gone
                lines.add(new Line(name, null, e));
            }
        }
    }

    private static List<Line> systemV() {
        List<Line> lines = new ArrayList<>();
        for (SegmentStatus facts : SystemVSegment.all()) {
            lines.add(new Line(facts.name(), facts, null));
        }
        return lines;
    }

    private static TextTable table(List<Line> lines) {
        TextTable table =
                new TextTable()
                        .left("NAME")
                        .right("ID")
                        .right("SIZE")
                        .left("MODE")
                        .right("OWNER")
                        .right("NATTCH")
                        .left("STATE");
        for (Line line : lines) {
            SegmentStatus facts = line.facts();
            if (facts == null) {
                table.row(line.name(), "", "", "", "", "", state(line));
            } else {
                table.row(
                        facts.name(),
                        Long.toString(facts.id()),
                        facts.removed() && facts.size() == 0 ? "" : Quantities.bytes(facts.size()),
                        "0" + Integer.toOctalString(facts.mode()),
                        Integer.toString(facts.uid()),
                        facts.count() < 0 ? "-" : Integer.toString(facts.count()),
                        state(line));
            }
        }
        return table;
    }

    private static String state(Line line) {
        if (line.failure() != null) {
            return line.failure().category() == Category.DENIED ? "denied" : "damaged";
        }
        return line.facts().removed() ? "removed" : "";
    }

    private static void write(JsonWriter json, Line line) {
        if (line.facts() != null) {
            SegmentStatusJson.write(json, line.facts());
        } else {
            json.object().field("name", line.name()).field("state", state(line));
            json.field("error", line.failure().getMessage()).end();
        }
        json.endLine();
    }
}
