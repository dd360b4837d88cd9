package ipckit.common.cli.option;

import ipckit.common.IpcException;
import ipckit.common.Leftover;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The options and the output of the verb {@code gc}, a subcommand that several programs have. The
 * verb deletes the files that are left when a process dies while it creates or removes a shared
 * object.
 */
public final class GcOptions {
    private final Argument<Boolean> dryRun;
    private final Argument<Boolean> json;

    /**
     * Finds and deletes the leftovers of dead processes. A {@link Leftover} is a temporary
     * directory with its files. Each program that has the verb {@code gc} implements this interface
     * for its own kind of shared object.
     */
    @FunctionalInterface
    public interface Collector {
        /**
         * Finds the leftovers of dead processes. Deletes the leftovers unless {@code dryRun} is
         * true.
         *
         * @param dryRun true to find the leftovers without deleting them
         * @return the leftovers that were deleted or could not be deleted; if {@code dryRun} is
         *     true, the leftovers that were found
         */
        List<Leftover> collect(boolean dryRun);
    }

    /** Declares the options. */
    public GcOptions(Arguments arguments) {
        dryRun = arguments.flag("--dry-run", "show what would be deleted, and delete nothing");
        json = arguments.json();
        arguments.mayExit(ExitCode.IO, ExitCode.DENIED);
    }

    /**
     * Deletes the leftovers of dead processes. If the user gave {@code --dry-run}, this method only
     * finds the leftovers. Prints a line for each leftover that was deleted or would be deleted,
     * and returns the exit code 0.
     *
     * @throws IpcException if some leftovers could not be deleted; the message contains all
     *     reasons, and the category is that of the first failure
     */
    public int run(ParsedArguments given, Console console, Collector collector) {
        boolean only = given.get(dryRun);
        List<IpcException> failures = new ArrayList<>();
        for (Leftover found : collector.collect(only)) {
            if (found.failure() != null) {
                failures.add(found.failure());
            } else if (given.get(json)) {
                JsonWriter line = console.json();
                line.object().field("name", found.name()).field("stage", found.stage().noun());
                line.field("path", found.path().toString()).field("deleted", !only);
                line.end().endLine();
            } else {
                String done = only ? "would delete " : "deleted ";
                String what = ": unfinished " + found.stage().noun() + " of " + found.name();
                console.text().println(done + found.path() + what);
            }
        }
        if (!failures.isEmpty()) {
            String reasons =
                    failures.stream()
                            .map(IpcException::getMessage)
                            .collect(Collectors.joining("; "));
            throw new IpcException(failures.getFirst().category(), reasons, failures.getFirst());
        }
        return ExitCode.OK.code();
    }
}
