package ipckit.common.daemon;

import ipckit.common.cli.output.Console;

/**
 * Starts a daemon, and waits until its main process is ready. Prints the main process's messages on
 * standard error while it waits.
 */
public final class DaemonStart {
    private DaemonStart() {}

    /**
     * Starts a daemon that has ended again, with its recorded command, environment and settings.
     * Returns when it is ready.
     *
     * @return 0 if the daemon is ready; otherwise the exit status of its main process, or 0 if the
     *     main process has done its work and has ended without an announcement
     * @throws ipckit.common.IpcException EXISTS if the daemon runs; CORRUPT if its record is
     *     incomplete; NO_PROCESS if the supervisor cannot be started
     */
    public static int again(DaemonRecord daemon, Console console) {
        throw new UnsupportedOperationException(daemon.name() + " " + console);
    }
}
