package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;

import java.util.function.IntSupplier;

/**
 * Where a command's exit status is handed on, whatever we fail at ourselves makes 125: any other
 * code could be the command's.
 */
final class OwnFailure {
    private OwnFailure() {}

    /** Does it, and tells a failure of ours. */
    static int told(Console console, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (IpcException e) {
            switch (e.category()) {
                case USAGE, NOT_FOUND, CANNOT_RUN, OUTPUT_CLOSED -> throw e;
                default -> {
                    console.error("ipc-fan: " + e.getMessage());
                    return ExitCode.AROUND_COMMAND.code();
                }
            }
        }
    }
}
