package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;

/** What becomes of a failure of our own, where exit codes are those of commands otherwise. */
final class Trouble {
    private Trouble() {}

    /**
     * Tells it.
     *
     * @return the exit code 125
     * @throws IpcException the same, if its own code is the one to end with
     */
    static int told(IpcException why, Console console) {
        switch (why.category()) {
            case USAGE, UNUSABLE, OUTPUT_CLOSED, NOT_FOUND, CANNOT_RUN -> throw why;
            default -> {
                console.error("ipc-fan: " + why.getMessage());
                return ExitCode.AROUND_COMMAND.code();
            }
        }
    }
}
