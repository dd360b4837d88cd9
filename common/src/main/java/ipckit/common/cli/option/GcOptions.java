package ipckit.common.cli.option;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;

import java.nio.file.Path;
import java.util.List;

/**
 * The options and the output of every {@code gc}, which deletes the files of processes that died
 * while they created or removed an object.
 */
public final class GcOptions {
    private final Argument<Boolean> dryRun;
    private final Argument<Boolean> json;

    /** The action of one program's {@code gc}. */
    @FunctionalInterface
    public interface Collector {
        /**
         * Finds leftover files and deletes them.
         *
         * @param dryRun true to find the files without deleting them
         * @return the deleted files; with {@code dryRun}, the files found
         */
        List<Found> collect(boolean dryRun);
    }

    /**
     * A file or directory that a dead process left.
     *
     * @param stage what the process was doing, as a noun: "creation"
     * @param name the object that the process was creating or removing
     */
    public record Found(String stage, String name, Path path) {}

    /** Declares the options. */
    public GcOptions(Arguments arguments) {
        dryRun = arguments.flag("--dry-run", "show what would be deleted, and delete nothing");
        json = arguments.json();
        arguments.mayExit(ExitCode.IO, ExitCode.DENIED);
    }

    /** Collects leftover files, prints a line for each file, and returns the exit code. */
    public int run(ParsedArguments given, Console console, Collector collector) {
        boolean only = given.get(dryRun);
        for (Found found : collector.collect(only)) {
            if (given.get(json)) {
                JsonWriter line = console.json();
                line.object().field("name", found.name()).field("stage", found.stage());
                line.field("path", found.path().toString()).field("deleted", !only);
                line.end().endLine();
            } else {
                String done = only ? "would delete " : "deleted ";
                String what = ": unfinished " + found.stage() + " of " + found.name();
                console.text().println(done + found.path() + what);
            }
        }
        return ExitCode.OK.code();
    }
}
