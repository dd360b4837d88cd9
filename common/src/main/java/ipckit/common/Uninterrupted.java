package ipckit.common;

import ipckit.common.IpcException.Category;

/**
 * Runs actions that wait, and turns an {@code InterruptedException} into an {@link IpcException}.
 * ipckit never interrupts a thread that runs such an action, so an interrupt is an error.
 */
public final class Uninterrupted {
    /** An action that waits, for example {@link Object#wait()} or {@link Thread#join()}. */
    @FunctionalInterface
    public interface Wait {
        /** Waits. */
        void run() throws InterruptedException;
    }

    private Uninterrupted() {}

    /**
     * Runs an action that waits, in the calling thread.
     *
     * @throws IpcException FAILED if the thread is interrupted
     */
    public static void await(Wait action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
