package ipckit.shm.segment;

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
import ipckit.common.cli.value.ModeConverter;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.scheme.SegmentListing;
import ipckit.shm.scheme.SegmentScheme;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TraceText;

import java.util.List;

/**
 * {@code ls}: lists all segments of one scheme (local, posix or sysv). If the status of a segment
 * cannot be read, the row of the segment shows the state {@code denied} or {@code damaged} in place
 * of the status.
 */
public final class ListSegmentsCommand implements Command {
    private final Argument<SegmentScheme> scheme;
    private final Argument<Boolean> json;
    private final TraceOption traceOption;

    public ListSegmentsCommand(Arguments arguments) {
        scheme =
                arguments
                        .choice("--scheme", SegmentScheme.values(), "which segments")
                        .orElse(SegmentScheme.LOCAL);
        json = arguments.json();
        traceOption = new TraceOption(arguments);
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<SegmentListing> rows = new SegmentCatalog().list(given.get(scheme));
        SegmentTrace trace = traceOption.trace(given, console);
        for (SegmentListing row : rows) {
            if (row.status() != null) {
                trace.report(SegmentTrace.Step.CONTROL, TraceText.status(row.status()));
            }
        }
        if (given.get(json)) {
            for (SegmentListing row : rows) {
                write(console.json(), row);
            }
        } else {
            table(rows).print(console.text());
        }
        return ExitCode.OK.code();
    }

    private static TextTable table(List<SegmentListing> rows) {
        TextTable table =
                new TextTable()
                        .left("NAME")
                        .right("ID")
                        .right("SIZE")
                        .left("MODE")
                        .right("OWNER")
                        .right("NATTCH")
                        .left("STATE");
        for (SegmentListing row : rows) {
            SegmentStatus status = row.status();
            if (status == null) {
                table.row(row.name(), "", "", "", "", "", state(row));
            } else {
                table.row(
                        status.name(),
                        Long.toString(status.id()),
                        status.removed() && status.size() == 0
                                ? ""
                                : Quantities.bytes(status.size()),
                        ModeConverter.PERMISSIONS.show(status.mode()),
                        Integer.toString(status.uid()),
                        status.isCounted() ? Integer.toString(status.count()) : "-",
                        state(row));
            }
        }
        return table;
    }

    private static String state(SegmentListing row) {
        if (row.failure() != null) {
            return row.failure().category() == Category.DENIED ? "denied" : "damaged";
        }
        return row.status().removed() ? "removed" : "";
    }

    private static void write(JsonWriter json, SegmentListing row) {
        if (row.status() != null) {
            SegmentStatusJson.write(json, row.status(), null);
        } else {
            json.object().field("name", row.name()).field("state", state(row));
            json.field("error", row.failure().getMessage()).end();
        }
        json.endLine();
    }
}
