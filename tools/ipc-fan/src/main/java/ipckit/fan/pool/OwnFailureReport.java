package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import java.util.Set;

/**
 * Where a command's exit status is handed on, whatever we fail at ourselves makes 125: any other
 * code could be the command's.
 */
public final class OwnFailureReport {
    private static final Set<Category> WITH_A_CODE_OF_THEIR_OWN =
            Set.of(Category.USAGE, Category.OUTPUT_CLOSED, Category.NOT_FOUND, Category.CANNOT_RUN);

    private OwnFailureReport() {}

    /**
     * Tells it.
     *
     * @return the exit code 125
     * @throws IpcException the same, if its own code is the one to end with
     */
    public static int told(IpcException why, Console console) {
        if (WITH_A_CODE_OF_THEIR_OWN.contains(why.category())) {
            throw why;
        }
        console.error("ipc-fan: " + why.getMessage());
        return ExitCode.AROUND_COMMAND.code();
    }

    /** The same where input that cannot be used has its own code, too. */
    public static int toldButInput(IpcException why, Console console) {
        if (why.category() == Category.UNUSABLE) {
            throw why;
        }
        return told(why, console);
    }
}
