package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import java.util.List;
import java.util.function.Consumer;

/**
 * Applies an action to each operand of a verb. After a failure, the verb continues with the next
 * operand, as rm(1) does. The first failure decides the exit code.
 */
public final class EachOperand {
    private EachOperand() {}

    /**
     * Calls the action with each operand. Prints each failure, and continues.
     *
     * @param program the program's name, with which error lines begin
     * @return the exit code of the first failure; 0 if no operand has failed
     */
    public static <T> int run(
            String program, List<T> operands, Console console, Consumer<T> action) {
        ExitCode code = ExitCode.OK;
        for (T operand : operands) {
            try {
                action.accept(operand);
            } catch (IpcException e) {
                FailureReport failure = FailureReport.of(e);
                console.error(program + ": " + failure.message());
                FailureReport.trace(e, console);
                code = code == ExitCode.OK ? failure.code() : code;
            }
        }
        return code.code();
    }

    /**
     * Removes an object by calling {@code removal}.
     *
     * @param ifPresent true if a missing object is not a failure
     */
    public static void remove(boolean ifPresent, Runnable removal) {
        try {
            removal.run();
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT || !ifPresent) {
                throw e;
            }
        }
    }
}
