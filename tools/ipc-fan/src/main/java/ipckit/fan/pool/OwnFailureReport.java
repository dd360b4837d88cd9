package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import java.util.Set;

/**
 * Reports a failure of {@code ipc-fan} itself with exit code 125. The code distinguishes the
 * failure from a failure of the user's command, whose exit status the pool returns.
 */
public final class OwnFailureReport {
    private static final Set<Category> WITH_OWN_CODE =
            Set.of(Category.USAGE, Category.OUTPUT_CLOSED, Category.NOT_FOUND, Category.CANNOT_RUN);

    private OwnFailureReport() {}

    /**
     * Prints the failure, unless its category has an exit code other than 125: USAGE,
     * OUTPUT_CLOSED, NOT_FOUND or CANNOT_RUN.
     *
     * @return the exit code 125
     * @throws IpcException the failure itself, if its category has an exit code other than 125
     */
    public static int print(IpcException failure, Console console) {
        if (WITH_OWN_CODE.contains(failure.category())) {
            throw failure;
        }
        console.error("ipc-fan: " + failure.getMessage());
        return ExitCode.AROUND_COMMAND.code();
    }

    /**
     * Prints the failure as {@link #print} does, unless its category is UNUSABLE. Call this method
     * for a verb that returns 65 when its input is unusable.
     *
     * @return the exit code 125
     * @throws IpcException the failure itself, if its category is UNUSABLE or another category with
     *     an exit code other than 125
     */
    public static int printUnlessUnusable(IpcException failure, Console console) {
        if (failure.category() == Category.UNUSABLE) {
            throw failure;
        }
        return print(failure, console);
    }
}
