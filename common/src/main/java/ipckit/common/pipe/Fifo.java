package ipckit.common.pipe;

import ipckit.common.os.NamedPipe;

import java.nio.file.Path;

/** Named pipes as files: the JDK can open and delete them, but not make them. */
public final class Fifo {
    private Fifo() {}

    /**
     * Makes a named pipe that its owner alone can use.
     *
     * @throws ipckit.common.IpcException EXISTS, ABSENT (its directory), DENIED, NO_SPACE or IO
     */
    public static void make(Path path) {
        NamedPipe.make(path);
    }
}
