package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is told of the stages: a line while they run, a table at the end. */
final class PipelineStatistics {
    private static final double NANOS = 1e9;
    private static final int SHOWN = 78;

    private final List<PipelineStage> stages;
    private final List<StageMetrics> figures;

    PipelineStatistics(List<PipelineStage> stages, List<StageMetrics> figures) {
        this.stages = stages;
        this.figures = figures;
    }

    /** How many bytes each stage has written so far. */
    String line() {
        StringBuilder line = new StringBuilder();
        for (PipelineStage stage : stages) {
            long out = figures.get(stage.i() - 1).out.get();
            line.append(stage.i() == 1 ? "" : " ::: ").append(stage.program());
            if (out != StageMetrics.UNKNOWN) {
                line.append(' ').append(out >> 10).append("K");
            }
        }
        return line.length() > SHOWN ? line.substring(0, SHOWN) : line.toString();
    }

    /** The table, on standard error: standard output belongs to the last stage. */
    void print() {
        TextTable table =
                new TextTable()
                        .right("STAGE")
                        .left("COMMAND")
                        .right("PID")
                        .right("STATUS")
                        .right("TIME")
                        .right("CPU")
                        .right("IN")
                        .right("OUT")
                        .right("STARVED")
                        .right("BLOCKED")
                        .right("RESTARTS");
        for (PipelineStage stage : stages) {
            StageMetrics of = figures.get(stage.i() - 1);
            table.row(
                    Integer.toString(stage.i()),
                    stage.program(),
                    Long.toString(of.pid()),
                    Integer.toString(of.status()),
                    seconds(of.time().toNanos()),
                    seconds(of.processor().toNanos()),
                    known(of.in.get()),
                    known(of.out.get()),
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
     * An object a stage, a line each, into a file; what is not known is left out.
     *
     * @throws IpcException IO
     */
    void write(Path file) {
        into(
                file,
                stream -> {
                    JsonWriter json = Console.of(null, stream, null).json();
                    for (PipelineStage stage : stages) {
                        write(json, stage, figures.get(stage.i() - 1));
                    }
                });
    }

    /** Empties the file in time, so that nobody takes an earlier run's figures for this one's. */
    static void empty(Path file) {
        into(file, _ -> {});
    }

    private static void into(Path file, Consumer<FileOutputStream> writer) {
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            writer.accept(stream);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot write " + e.getMessage(), e); // its name
        } catch (IpcException e) { // it takes it for standard output
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
                .field("seconds", seconds(of.time()))
                .field("cpuSeconds", seconds(of.processor()))
                .field("restarts", of.restarts());
        if (of.in.get() != StageMetrics.UNKNOWN) {
            json.field("bytesIn", of.in.get())
                    .field("starvedSeconds", of.starvedNanos.get() / NANOS);
        }
        if (of.out.get() != StageMetrics.UNKNOWN) {
            json.field("bytesOut", of.out.get())
                    .field("blockedSeconds", of.blockedNanos.get() / NANOS);
        }
        json.end().endLine();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
