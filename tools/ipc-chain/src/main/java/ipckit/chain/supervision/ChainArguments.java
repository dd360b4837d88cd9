package ipckit.chain.supervision;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.value.CountConverter;

/**
 * Declares the options that several verbs (subcommands) have, so that an option has the same
 * meaning in every verb.
 */
public final class ChainArguments {
    /** Parses a number of processes, from 1 to the greatest number that Linux allows. */
    private static final CountConverter PROCESSES = new CountConverter(1, 4_194_304);

    private ChainArguments() {}

    /**
     * Declares {@code --count}, which is required.
     *
     * @param structure the word on the help page for all processes together, for example "chain"
     */
    public static Argument<Long> count(Arguments arguments, String structure) {
        Argument<Long> count =
                arguments
                        .option(
                                "-n, --count",
                                "N",
                                "a " + structure + " of N processes (required)",
                                PROCESSES)
                        .examples("2", "4", "16", "64");
        arguments.oneOf(count);
        return count;
    }

    /**
     * Declares {@code --exit}.
     *
     * @param unit the word on the help page for one process: "process" or "stage"
     */
    public static Argument<ChainExitRule> exit(Arguments arguments, String unit) {
        return arguments
                .choice(
                        "--exit",
                        ChainExitRule.values(),
                        "the exit status: of the rightmost failed "
                                + unit
                                + ", of the first failed one, of the last "
                                + unit
                                + ", or the highest")
                .orElse(ChainExitRule.RIGHTMOST);
    }
}
