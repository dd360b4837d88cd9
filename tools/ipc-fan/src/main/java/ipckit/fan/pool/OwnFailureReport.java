package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import java.util.Set;

/**
 * Reports a failure of {@code ipc-fan} itself, and returns the exit code 125 for it. Failures of
 * some categories have exit codes of their own: this class throws them again. When the user's
 * command fails, the pool returns the exit status of the command instead.
 */
public final class OwnFailureReport {
    private static final Set<Category> WITH_OWN_CODE =
            Set.of(
                    Category.USAGE,
                    Category.CORRUPT,
                    Category.OUTPUT_CLOSED,
                    Category.NOT_FOUND,
                    Category.CANNOT_RUN);

    private OwnFailureReport() {}

    /**
     * Prints the failure and returns 125. Throws the failure instead if its category is USAGE,
     * CORRUPT, OUTPUT_CLOSED, NOT_FOUND or CANNOT_RUN, because these categories have their own exit
     * codes.
     *
     * @return the exit code 125
     * @throws IpcException the failure itself, if its category has its own exit code
     */
    public static int print(IpcException failure, Console console) {
        if (WITH_OWN_CODE.contains(failure.category())) {
            throw failure;
        }
        console.error("ipc-fan: " + failure.getMessage());
        return ExitCode.AROUND_COMMAND.code();
    }

    /**
     * Prints the failure and returns 125. Throws the failure instead if its category is UNUSABLE,
     * or if {@link #print} would throw it. When this method throws a failure of the category
     * UNUSABLE, the program exits with 65. A verb calls this method if it must exit with 65 when
     * its input is unusable.
     *
     * @return the exit code 125
     * @throws IpcException the failure itself, if its category is UNUSABLE, or if {@link #print}
     *     throws it
     */
    public static int printUnlessUnusable(IpcException failure, Console console) {
        if (failure.category() == Category.UNUSABLE) {
            throw failure;
        }
        return print(failure, console);
    }
}
