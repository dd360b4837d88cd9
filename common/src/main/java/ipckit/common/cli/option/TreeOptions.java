package ipckit.common.cli.option;

import ipckit.common.Uninterrupted;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;

import java.time.Duration;

/**
 * The options of the verbs (subcommands) that start a tree of processes. {@code ipc-chain} starts a
 * chain, in which each process except the last has one child. {@code ipc-fan} starts a fan, in
 * which one parent has many children. Each process of the tree prints a line about itself or runs
 * the user's command.
 */
public final class TreeOptions {
    private final Argument<Moment> wait;
    private final Argument<Duration> sleep;
    private final Argument<Long> repeat;
    private final Argument<Form> format;
    private final Argument<OnFailure> onFailure;

    /** The moment at which a process of the tree waits for its children. */
    public enum Moment {
        /**
         * The process waits for its children, and then prints its line or runs the user's command.
         */
        BEFORE,
        /**
         * The process prints its line or runs the user's command, and then waits for its children.
         */
        AFTER,
        /**
         * The process does not wait. Children that still run when the process ends become orphans,
         * and another process adopts them.
         */
        NONE
    }

    private enum OnFailure {
        END,
        KEEP
    }

    /**
     * The values of the options.
     *
     * @param waiting the moment at which a process waits for its children
     * @param sleep the time that each process sleeps before it prints a line or runs the user's
     *     command
     * @param repeat the number of times that each process prints its line
     * @param form the form in which the tree is printed
     * @param keep whether the other processes of the tree continue when one process cannot be
     *     started; if false, they end
     */
    public record Settings(Moment waiting, Duration sleep, long repeat, Form form, boolean keep) {
        /** The settings of a tree of processes that prints nothing. */
        public static final Settings SILENT =
                new Settings(Moment.BEFORE, Duration.ZERO, 1, Form.NONE, false);

        /** Returns the time to sleep in seconds, in the form that sleep(1) takes. */
        public String seconds() {
            return sleep.isZero()
                    ? "0"
                    : String.format("%d.%09d", sleep.toSeconds(), sleep.toNanosPart());
        }

        /**
         * Sleeps for the duration {@code sleep}, and then prints a line on standard error. Performs
         * these two steps {@code repeat} times, in the calling thread. If the value of {@code
         * --format} is not TEXT, this method only sleeps.
         *
         * @param line a description of this process
         */
        public void tell(String line, Console console) {
            for (long left = repeat; left > 0; left--) {
                Uninterrupted.await(() -> Thread.sleep(sleep));
                if (form == Form.TEXT) {
                    console.report(line);
                }
            }
        }
    }

    /**
     * Declares the options. The parameters adapt the help texts and the defaults to the verb.
     *
     * @param waiter a clause that says which process waits, for example "the parent waits for its
     *     children"
     * @param tree the noun for all processes of the tree together, for example "chain"
     * @param others the words for the processes that {@code --on-failure} ends or keeps, for
     *     example "the chain"
     * @param usualMoment the default of {@code --wait}
     * @param usualForm the default of {@code --format}
     */
    public TreeOptions(
            Arguments arguments,
            String waiter,
            String tree,
            String others,
            Moment usualMoment,
            Form usualForm) {
        boolean prints = usualForm != Form.NONE;
        String act = prints ? "prints" : "runs CMD";
        String waits = "whether " + waiter + " before it " + act + ", after that, or never";
        String sleeps = "sleep before " + (prints ? "each line" : "CMD");
        String repeats = "print each line K times";
        String forms =
                "text: a line per process on stderr; none: nothing; otherwise the whole "
                        + tree
                        + " on stdout at the end";
        String fates = "end or keep " + others + " when a process cannot be started";
        wait = arguments.choice("--wait", Moment.values(), waits).orElse(usualMoment);
        sleep = arguments.duration("--sleep", sleeps).orElse(Duration.ZERO);
        repeat = prints ? arguments.count("--repeat", "K", repeats).orElse(1L) : null;
        format = arguments.choice("--format", Form.values(), forms).orElse(usualForm);
        onFailure =
                arguments.choice("--on-failure", OnFailure.values(), fates).orElse(OnFailure.END);
        arguments.mayExit(ExitCode.IO);
    }

    /** Returns the values of the options. */
    public Settings of(ParsedArguments given) {
        return new Settings(
                given.get(wait),
                given.get(sleep),
                repeat == null ? 1 : given.get(repeat),
                given.get(format),
                given.get(onFailure) == OnFailure.KEEP);
    }
}
