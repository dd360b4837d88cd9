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
 * The options and the output of the verb {@code gc}, a subcommand that several programs have. The
 * verb deletes the files that are left when a process dies while it creates or removes a shared
 * object.
 */
public final class GcOptions {
    private final Argument<Boolean> dryRun;
    private final Argument<Boolean> json;

    /**
     * Finds and deletes leftover files. Each program that has the verb {@code gc} implements this
     * interface for its own kind of shared object.
     */
    @FunctionalInterface
    public interface Collector {
        /**
         * Finds the leftover files of dead processes. Deletes these files unless {@code dryRun} is
         * true.
         *
         * @param dryRun true to find the files without deleting them
         * @return the deleted files; if {@code dryRun} is true, the files that were found
         */
        List<Found> collect(boolean dryRun);
    }

    /**
     * A file or directory that a dead process left.
     *
     * @param stage the action that the process did not complete, as a noun: for example "creation"
     * @param name the name of the object that the process was creating or removing
     * @param path the path of the file or directory
     */
    public record Found(String stage, String name, Path path) {}

    /** Declares the options. */
    public GcOptions(Arguments arguments) {
        dryRun = arguments.flag("--dry-run", "show what would be deleted, and delete nothing");
        json = arguments.json();
        arguments.mayExit(ExitCode.IO, ExitCode.DENIED);
    }

    /**
     * Deletes leftover files, or only finds them if the user gave {@code --dry-run}. Prints a line
     * for each file, and returns the exit code 0.
     */
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
