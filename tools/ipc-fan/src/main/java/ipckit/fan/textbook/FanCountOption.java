package ipckit.fan.textbook;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;

/** The mandatory option {@code -n}, which is the number of children of a fan. */
final class FanCountOption {
    /** The largest number of processes that Linux allows on a 64-bit system. */
    private static final int MOST = 4_194_304;

    private final Argument<Long> count;

    FanCountOption(Arguments arguments) {
        count =
                arguments
                        .option(
                                "-n, --count",
                                "N",
                                "the number of children",
                                new CountConverter(1, MOST))
                        .examples("3", "4", "10");
    }

    /** Returns the number of children, or fails with USAGE if the option is missing. */
    int of(ParsedArguments given) {
        return Math.toIntExact(
                given.find(count)
                        .orElseThrow(() -> new IpcException(Category.USAGE, "-n is missing")));
    }
}
