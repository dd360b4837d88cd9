package ipckit.mq.port.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.space.PortSpace;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The condition that ends a wait before its deadline, and the failure of such a wait.
 *
 * @param isDue called repeatedly during a wait; when it returns true, the wait ends
 * @param failure returns the failure of a wait that has ended for this reason
 */
record WaitEnd(BooleanSupplier isDue, Supplier<IpcException> failure) {
    /** A condition that never ends a wait. */
    static final WaitEnd NEVER =
            new WaitEnd(() -> false, () -> new IpcException(Category.FAILED, "given up"));

    /**
     * Returns the condition that the reader of standard output has closed its end. The checks of
     * the condition also destroy the tasks whose processes have ended, at most ten times a second.
     */
    static WaitEnd ofStdout(PortSpace space) {
        return new WaitEnd(new DeathSearch(space), WaitFailure::stdoutClosed);
    }
}
