package ipckit.common.pipe;

import ipckit.common.os.NamedPipe;

import java.nio.file.Path;

/** Creates named pipes, which the JDK can open and delete but not create. */
public final class Fifo {
    private Fifo() {}

    /**
     * Creates a named pipe that only its owner may use.
     *
     * @throws ipckit.common.IpcException EXISTS if a file has this path; ABSENT if the directory
     *     does not exist; DENIED if this user may not create files in the directory; NO_SPACE if
     *     the file system is full; IO for any other failure
     */
    public static void make(Path path) {
        NamedPipe.make(path);
    }
}
