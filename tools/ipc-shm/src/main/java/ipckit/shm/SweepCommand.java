package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.JsonWriter;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.Leftover;

import java.util.List;
import java.util.Locale;

/** {@code gc}: deletes what processes left that died while they made or removed a segment. */
final class SweepCommand implements Command {
    private final Arg<Boolean> dryRun;
    private final Arg<Boolean> json;

    SweepCommand(Arguments arguments) {
        dryRun = arguments.flag("--dry-run", "only tell what would be deleted");
        json = arguments.json();
        arguments.mayExit(ExitCode.IO, ExitCode.DENIED);
    }

    @Override
    public int run(Parsed given, Console console) {
        LocalSegments segments = new LocalSegments();
        boolean only = given.get(dryRun);
        List<Leftover> found = only ? segments.leftovers() : segments.sweep();
        for (Leftover leftover : found) {
            String stage = leftover.stage().name().toLowerCase(Locale.ROOT);
            if (given.get(json)) {
                JsonWriter line = console.json();
                line.object().field("name", leftover.name()).field("stage", stage);
                line.field("path", leftover.path().toString()).field("deleted", !only);
                line.end().endLine();
            } else {
                console.text()
                        .println(
                                (only ? "would delete " : "deleted ")
                                        + leftover.path()
                                        + ": unfinished "
                                        + stage
                                        + " of "
                                        + leftover.name());
            }
        }
        return ExitCode.OK.code();
    }
}
