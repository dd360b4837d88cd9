package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/**
 * The result of searching for a program's file as a shell does: a name with a slash is a path, and
 * any other name is searched for in the directories of {@code PATH}. Names and paths are byte
 * arrays, because Linux file names have no fixed encoding.
 *
 * @param file the path of the file, or null if none was found
 * @param isExecutable whether a file was found that this process may execute
 */
public record ExecutableSearch(byte[] file, boolean isExecutable) {
    private static final int F_OK = 0;
    private static final int X_OK = 1;

    /** The directories that glibc searches when the environment has no {@code PATH}. */
    private static final byte[] DEFAULT_PATH = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] HERE = {'.'};

    private static final class Call {
        static final LibraryFunction ACCESS = CallShapes.function("access");
    }

    /** Searches for a program. A relative path starts at the working directory of this process. */
    public static ExecutableSearch of(byte[] name) {
        return of(name, HERE);
    }

    /**
     * Searches for a program.
     *
     * @param directory the directory at which a relative path starts
     */
    static ExecutableSearch of(byte[] name, byte[] directory) {
        if (text(name).contains("/")) {
            return new ExecutableSearch(
                    has(name, directory, F_OK) ? name : null,
                    has(name, directory, X_OK) && !isDirectory(name, directory));
        }
        byte[] path = ProcessEnvironment.inherited("PATH");
        byte[] unusable = null;
        for (String entry : text(path == null ? DEFAULT_PATH : path).split(":", -1)) {
            byte[] file = bytes((entry.isEmpty() ? "." : entry) + "/" + text(name));
            if (name.length > 0 && has(file, directory, F_OK) && !isDirectory(file, directory)) {
                if (has(file, directory, X_OK)) {
                    return new ExecutableSearch(file, true);
                }
                unusable = unusable == null ? file : unusable;
            }
        }
        return new ExecutableSearch(unusable, false);
    }

    /** Returns whether a file was found, executable or not. */
    public boolean isFound() {
        return file != null;
    }

    /**
     * Returns the exception for a program that cannot be started: CANNOT_RUN if a file was found,
     * otherwise NOT_FOUND. A shell distinguishes the same two cases.
     *
     * @param name the name of the program in the message
     */
    public IpcException failure(String name) {
        return isFound()
                ? new IpcException(Category.CANNOT_RUN, "cannot run " + name)
                : new IpcException(Category.NOT_FOUND, "command not found: " + name);
    }

    private static boolean isDirectory(byte[] file, byte[] directory) {
        return has(bytes(text(file) + "/."), directory, F_OK);
    }

    private static boolean has(byte[] file, byte[] directory, int access) {
        byte[] path =
                file.length > 0 && file[0] == '/'
                        ? file
                        : bytes(text(directory) + "/" + text(file));
        try (Arena arena = Arena.ofConfined()) {
            return CallShapes.call(Call.ACCESS, Libc.string(path, arena).address(), access, 0) == 0;
        }
    }

    // Converts bytes to text. ISO 8859-1 maps each byte to one character, so the conversion loses
    // nothing.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
