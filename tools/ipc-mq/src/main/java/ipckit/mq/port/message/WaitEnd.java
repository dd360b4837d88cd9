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
    /** Nothing ends the wait. */
    static final WaitEnd NEVER =
            new WaitEnd(() -> false, () -> new IpcException(Category.FAILED, "given up"));

    /**
     * Ends the wait when the reader of standard output has closed it. Destroys dead tasks
     * meanwhile.
     */
    static WaitEnd ofStdout(PortSpace space) {
        return new WaitEnd(new DeathSearch(space), WaitFailure::stdoutClosed);
    }
}
