package ipckit.common.naming;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.PathBytes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The name of a POSIX object of the kernel: a message queue (mq_overview(7)) or a shared-memory
 * object (shm_overview(7)). The user types {@code posix:/jobs}. Other programs create such objects,
 * too. Therefore every name that the kernel accepts is legal: all bytes except the slash and NUL.
 *
 * @param text the name without scheme and slash; {@link ExactText} converts it to bytes and back
 *     without loss
 */
public record PosixName(String text) {
    private static final String SCHEME = "posix:";

    /** NAME_MAX, the largest number of bytes in the name of a file. */
    private static final int MAX_LENGTH = 255;

    /**
     * Returns whether the argument begins with {@code posix:}. The name after this prefix may be
     * illegal.
     */
    public static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * Parses an argument that begins with {@code posix:}, as {@link #isMeantBy} tests.
     *
     * @throws IpcException USAGE if the name is illegal
     */
    public static PosixName parse(String argument) {
        String name = argument.substring(SCHEME.length());
        String text = name.startsWith("/") ? name.substring(1) : "";
        if (text.isEmpty() || text.indexOf('/') >= 0 || text.equals(".") || text.equals("..")) {
            throw IpcException.usage(
                    "illegal name '"
                            + argument
                            + "': a slash and then a name without slashes: posix:/jobs");
        }
        // If a byte of the name is not UTF-8, the text contains an unpaired surrogate instead of
        // this byte (see ExactText). The encoder replaces each unpaired surrogate by a question
        // mark, which is one byte. So the encoded text has as many bytes as the name.
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw IpcException.usage(
                    "illegal name '" + argument + "': a name has at most " + MAX_LENGTH + " bytes");
        }
        return new PosixName(text);
    }

    /**
     * Returns the name of the object whose file is {@code file}, for example {@code
     * /dev/mqueue/jobs}.
     */
    public static PosixName of(Path file) {
        byte[] path = PathBytes.of(file);
        int slash = path.length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        return new PosixName(ExactText.of(Arrays.copyOfRange(path, slash + 1, path.length)));
    }

    /** Returns the path of the object's file in a directory. */
    public Path in(Path directory) {
        return ObjectName.isLegal(text)
                ? directory.resolve(text)
                : directory.resolve(PathBytes.path(text));
    }

    /** Returns the name with its slash, as C functions such as shm_open(3) take it. */
    public byte[] bytes() {
        return ExactText.bytesOf("/" + text);
    }

    /** Returns the name as the user types it. */
    @Override
    public String toString() {
        return SCHEME + "/" + text;
    }
}
