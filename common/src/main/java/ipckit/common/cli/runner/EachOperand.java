package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
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
     * Calls the action with each operand, and continues after a failure.
     *
     * @param program the program's name, with which error lines begin
     * @throws IpcException the first failure; further failures are only printed
     */
    public static <T> void run(
            String program, List<T> operands, Console console, Consumer<T> action) {
        IpcException first = null;
        for (T operand : operands) {
            try {
                action.accept(operand);
            } catch (IpcException e) {
                if (first == null) {
                    first = e;
                } else {
                    console.error(program + ": " + e.getMessage());
                }
            }
        }
        if (first != null) {
            throw first;
        }
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
