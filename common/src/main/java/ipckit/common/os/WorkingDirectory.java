package ipckit.common.os;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** The working directory of this process. Several threads may use this class at the same time. */
public final class WorkingDirectory {
    private static final class Call {
        static final LibraryFunction CHANGE = CallShapes.function("chdir");
    }

    private WorkingDirectory() {}

    /**
     * Changes the working directory. Afterwards, Java resolves some relative paths from the earlier
     * directory, and others from the new one. Therefore the program must use only absolute paths.
     *
     * @throws ipckit.common.IpcException if the system refuses the directory
     */
    public static void change(Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.checked(
                    CallShapes.call(
                            Call.CHANGE, FileDescriptors.path(directory, arena).address(), 0, 0),
                    "cannot change to the directory " + directory);
        }
    }
}
