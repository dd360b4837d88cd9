package ipckit.fan.each.input;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.PathConverter;
import ipckit.common.pipe.Framing;

import java.nio.file.Path;
import java.util.List;

/** The options that say where records come from, and how they become the values of jobs. */
public final class InputOptions {
    private static final CountConverter COUNTS = new CountConverter(1, Integer.MAX_VALUE);

    private final Argument<List<Path>> files;
    private final Argument<Long> batch;
    private final Argument<ColumnSplitter> columns;

    /** Declares the options. */
    public InputOptions(Arguments arguments) {
        files =
                arguments
                        .options(
                                "-a, --arg-file",
                                "FILE",
                                "read records from FILE, not from stdin",
                                PathConverter.ANY)
                        .completes(Completion.FILE);
        batch = arguments.option("--batch", "N", "run CMD for N records at a time", COUNTS);
        columns =
                arguments.option(
                        "--colsep",
                        "REGEX",
                        "divide records into columns: {1}, {2}, ...",
                        ColumnSplitter::parse);
        arguments.exclusive(batch, columns);
    }

    /**
     * Returns the option {@code --colsep}. A verb needs the returned object to declare which other
     * options exclude {@code --colsep}.
     */
    public Argument<?> columns() {
        return columns;
    }

    /** Declares that none of these options may be given together with the option {@code other}. */
    public void exclude(Arguments arguments, Argument<?> other) {
        arguments.exclusive(files, other);
        arguments.exclusive(batch, other);
        arguments.exclusive(columns, other);
    }

    /**
     * Returns the values of the options, and the lists of records that follow the command on the
     * command line after {@code :::}.
     *
     * @param onStdin whether the command of each job reads the job's record from standard input
     * @throws IpcException USAGE if {@code --batch} is greater than 1, and there are several
     *     sources of records. Also USAGE if {@code --batch} is greater than 1, {@code onStdin} is
     *     true, and the user gave {@code --frame}.
     */
    public InputPlan plan(
            ParsedArguments given, CommandWords words, Framing framing, boolean onStdin) {
        long most = given.find(batch).orElse(1L);
        InputPlan plan =
                new InputPlan(
                        given.get(files),
                        words.lists(),
                        framing,
                        given.find(columns).orElse(null),
                        (int) most);
        if (most > 1 && onStdin && framing == Framing.FRAMES) {
            throw IpcException.usage("--batch with --stdin needs lines or -0, not --frame");
        }
        if (most > 1 && plan.sources() > 1) {
            throw IpcException.usage("--batch needs one source of records, not several");
        }
        return plan;
    }
}
