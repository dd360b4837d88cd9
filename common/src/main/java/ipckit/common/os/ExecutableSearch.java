package ipckit.common.os;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The result of searching for a program's file as a shell does: a name with a slash is a path, any
 * other name is searched for in the directories of {@code PATH}. All names are bytes. Immutable.
 */
public final class ExecutableSearch {
    private static final int F_OK = 0;
    private static final int X_OK = 1;

    /** The directories that glibc searches when the environment has no {@code PATH}. */
    private static final byte[] DEFAULT_PATH = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] HERE = {'.'};

    private static final class Call {
        static final MethodHandle ACCESS = CallShapes.function("access");
    }

    private final byte[] file;
    private final boolean executable;

    private ExecutableSearch(byte[] file, boolean executable) {
        this.file = file;
        this.executable = executable;
    }

    /** Searches for a program that starts in this process's directory. */
    public static ExecutableSearch of(byte[] name) {
        return of(name, HERE);
    }

    /**
     * Searches for a program.
     *
     * @param directory the directory in which the program starts; relative paths begin there
     */
    static ExecutableSearch of(byte[] name, byte[] directory) {
        if (contains(name, '/')) {
            return new ExecutableSearch(
                    has(name, directory, F_OK) ? name : null,
                    has(name, directory, X_OK) && !isDirectory(name, directory));
        }
        byte[] path = ProcessEnvironment.inherited("PATH");
        ExecutableSearch best = new ExecutableSearch(null, false);
        if (name.length == 0) {
            return best;
        }
        int from = 0;
        byte[] directories = path == null ? DEFAULT_PATH : path;
        for (int at = 0; at <= directories.length; at++) {
            if (at == directories.length || directories[at] == ':') {
                byte[] entry = at == from ? HERE : Arrays.copyOfRange(directories, from, at);
                byte[] file = join(entry, name);
                from = at + 1;
                if (has(file, directory, F_OK) && !isDirectory(file, directory)) {
                    if (has(file, directory, X_OK)) {
                        return new ExecutableSearch(file, true);
                    }
                    best = best.file == null ? new ExecutableSearch(file, false) : best;
                }
            }
        }
        return best;
    }

    /** Returns whether a file was found, executable or not. */
    public boolean isFound() {
        return file != null;
    }

    /** Returns whether a file was found that this process may execute. */
    public boolean isExecutable() {
        return executable;
    }

    /** Returns the path of the file, or null if none was found. */
    byte[] file() {
        return file;
    }

    private static boolean isDirectory(byte[] file, byte[] directory) {
        return has(join(file, HERE), directory, F_OK);
    }

    private static boolean has(byte[] file, byte[] directory, int access) {
        byte[] path = file.length > 0 && file[0] == '/' ? file : join(directory, file);
        try (Arena arena = Arena.ofConfined()) {
            return CallShapes.call(Call.ACCESS, Libc.string(path, arena).address(), access, 0) == 0;
        }
    }

    private static byte[] join(byte[] directory, byte[] name) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(directory);
        path.write('/');
        path.writeBytes(name);
        return path.toByteArray();
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte one : bytes) {
            if (one == wanted) {
                return true;
            }
        }
        return false;
    }
}
