package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.naming.IoErrorCategory;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Prints the metrics of the stages: a progress line while the stages run, and a table at the end.
 */
record PipelineStatistics(List<PipelineStage> stages, List<StageMetrics> metrics) {
    private static final double NANOS = 1e9;
    private static final int SHOWN = 78;

    /**
     * Returns a progress line of at most 78 characters: the name of each stage's program and the
     * number of KiB that the stage has written so far.
     */
    String line() {
        StringBuilder line = new StringBuilder();
        for (PipelineStage stage : stages) {
            long out = metrics.get(stage.i() - 1).bytesOut.get();
            line.append(stage.i() == 1 ? "" : " ::: ").append(stage.program());
            if (out != StageMetrics.UNKNOWN) {
                line.append(' ').append(out >> 10).append("K");
            }
        }
        return line.length() > SHOWN ? line.substring(0, SHOWN) : line.toString();
    }

    /** Prints the table on standard error, because standard output belongs to the last stage. */
    void print() {
        TextTable table = new TextTable();
        table.right("STAGE").left("COMMAND").right("PID").right("STATUS").right("TIME");
        table.right("CPU").right("IN").right("OUT").right("STARVED").right("BLOCKED");
        table.right("RESTARTS");
        for (PipelineStage stage : stages) {
            StageMetrics of = metrics.get(stage.i() - 1);
            table.row(
                    Integer.toString(stage.i()),
                    stage.program(),
                    Long.toString(of.pid()),
                    Integer.toString(of.status()),
                    seconds(of.elapsedNanos()),
                    seconds(of.processorNanos()),
                    known(of.bytesIn.get()),
                    known(of.bytesOut.get()),
                    seconds(of.starvedNanos.get()),
                    seconds(of.blockedNanos.get()),
                    Integer.toString(of.restarts()));
        }
        Console error = Console.of(null, new FileOutputStream(FileDescriptor.err), null);
        table.print(error.text());
        error.text().flush();
    }

    private static String known(long number) {
        return number == StageMetrics.UNKNOWN ? "-" : Long.toString(number);
    }

    private static String seconds(long nanos) {
        return nanos == StageMetrics.UNKNOWN
                ? "-"
                : String.format(Locale.ROOT, "%.3f", nanos / NANOS);
    }

    /**
     * Writes one JSON object per stage to a file, each on a line of its own. A metric that is not
     * measured has no field.
     *
     * @throws IpcException IO when the file cannot be written
     */
    void write(Path file) {
        into(
                file,
                stream -> {
                    JsonWriter json = Console.of(null, stream, null).json();
                    for (PipelineStage stage : stages) {
                        write(json, stage, metrics.get(stage.i() - 1));
                    }
                });
    }

    /**
     * Empties the file, so that a failed run does not leave the results of an earlier run in the
     * file.
     */
    static void empty(Path file) {
        into(file, _ -> {});
    }

    private static void into(Path file, Consumer<OutputStream> writer) {
        try (OutputStream stream = Files.newOutputStream(file)) {
            writer.accept(stream);
        } catch (IOException e) {
            String problem = IoErrorCategory.translate("cannot write " + file, e).getMessage();
            throw new IpcException(Category.IO, problem, e);
        } catch (IpcException e) {
            // The message of this IpcException says that standard output failed, although the
            // output is a file. Therefore the message of its cause is used.
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new IpcException(
                    e.category(), "cannot write " + file + ": " + why.getMessage(), e);
        }
    }

    private static void write(JsonWriter json, PipelineStage stage, StageMetrics of) {
        json.object()
                .field("stage", stage.i())
                .field("command", stage.program())
                .field("pid", of.pid())
                .field("status", of.status())
                .field("seconds", of.elapsedNanos() / NANOS)
                .field("cpu_seconds", of.processorNanos() / NANOS)
                .field("restarts", of.restarts());
        if (of.bytesIn.get() != StageMetrics.UNKNOWN) {
            json.field("bytes_in", of.bytesIn.get())
                    .field("starved_seconds", of.starvedNanos.get() / NANOS);
        }
        if (of.bytesOut.get() != StageMetrics.UNKNOWN) {
            json.field("bytes_out", of.bytesOut.get())
                    .field("blocked_seconds", of.blockedNanos.get() / NANOS);
        }
        json.end().endLine();
    }
}
