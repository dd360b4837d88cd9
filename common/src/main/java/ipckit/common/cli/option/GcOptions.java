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
 * The options and the report of every {@code gc}: it deletes what processes left that died while
 * they made or removed an object.
 */
public final class GcOptions {
    private final Argument<Boolean> dryRun;
    private final Argument<Boolean> json;

    /** Finds what the dead have left, and deletes it. */
    @FunctionalInterface
    public interface Sweeper {
        /**
         * @param only it is to be found, not deleted
         * @return what was found; or what was deleted
         */
        List<Found> sweep(boolean only);
    }

    /**
     * Something that was left.
     *
     * @param stage what the dead process was doing, as a noun
     * @param name the object that it did it to
     * @param path what is left of it
     */
    public record Found(String stage, String name, Path path) {}

    /** Adds the options. */
    public GcOptions(Arguments arguments) {
        dryRun = arguments.flag("--dry-run", "only tell what would be deleted");
        json = arguments.json();
        arguments.mayExit(ExitCode.IO, ExitCode.DENIED);
    }

    /** Lets somebody sweep, and reports what was swept. */
    public int run(ParsedArguments given, Console console, Sweeper sweeper) {
        boolean only = given.get(dryRun);
        for (Found found : sweeper.sweep(only)) {
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
