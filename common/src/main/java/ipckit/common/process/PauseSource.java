package ipckit.common.process;

import ipckit.common.os.SilentSocket;

/**
 * A descriptor by which a shell script pauses without sleep(1). The shell's builtin {@code read}
 * waits at the descriptor, and fails after a fixed time. {@code read} starts no process. Therefore
 * the script can pause even when the system can start no further process. The script inherits the
 * descriptor by {@link ProcessLaunch#reading(int, PauseSource)}.
 */
public final class PauseSource implements AutoCloseable {
    private static final long MICROS_A_MILLI = 1000;

    private final SilentSocket socket;

    private PauseSource(SilentSocket socket) {
        this.socket = socket;
    }

    /**
     * Creates a source of pauses.
     *
     * @param millis the length of each pause in milliseconds
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public static PauseSource ofMillis(long millis) {
        return new PauseSource(SilentSocket.open(millis * MICROS_A_MILLI));
    }

    int descriptor() {
        return socket.number();
    }

    /**
     * Closes the descriptor in this process. A script that has inherited the descriptor can still
     * pause: it reads from the descriptor with a time limit, and nothing ever arrives there.
     */
    @Override
    public void close() {
        socket.close();
    }
}
