package ipckit.common;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Converts between paths and bytes. A file name may contain bytes that the encoding of the JDK
 * cannot represent. A {@link Path} keeps such bytes, but its text lacks them, and a path that is
 * created from a text cannot have them. Only the URI of an absolute path represents all bytes.
 * Therefore this class converts paths by their URIs.
 *
 * <p>This class is in the root package, because {@code os}, {@code pipe}, {@code process}, {@code
 * naming} and {@code cli} use it.
 */
public final class PathBytes {
    private static final Path ROOT = Path.of("/");
    private static final String FILE = "file://";

    private static final int HEX = 16;

    private PathBytes() {}

    /** Returns the bytes of a path. */
    public static byte[] of(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String uri = ROOT.resolve(path).toUri().getRawPath();
        // The URI of a relative path has an additional slash at its beginning, and the URI of a
        // directory has one at its end.
        int from = path.isAbsolute() ? 0 : 1;
        int to = uri.length() - (uri.endsWith("/") ? 1 : 0);
        StringBuilder bytes = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                bytes.append((char) Integer.parseInt(uri, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.append(c);
            }
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns the path with the given bytes.
     *
     * @throws java.nio.file.InvalidPathException if one of the bytes is zero
     */
    public static Path path(byte[] bytes) {
        return path(ExactText.of(bytes));
    }

    /**
     * Returns the path for a text. {@link ExactText#bytesOf} converts the text to the bytes of the
     * path.
     *
     * @throws java.nio.file.InvalidPathException if the text contains a NUL
     */
    public static Path path(String text) {
        if (isAscii(text) || text.indexOf(0) >= 0) {
            return Path.of(text);
        }
        StringBuilder uri = new StringBuilder(FILE);
        if (!text.startsWith("/")) {
            uri.append('/');
        }
        char before = 0;
        for (byte one : ExactText.bytesOf(text)) {
            // Only the first of several slashes in a row is appended, because Path.of(URI) would
            // keep all of them.
            if (one != '/') {
                uri.append('%')
                        .append(Character.forDigit(one >> 4 & 0xf, HEX))
                        .append(Character.forDigit(one & 0xf, HEX));
            } else if (before != '/') {
                uri.append('/');
            }
            before = (char) one;
        }
        Path path = Path.of(URI.create(uri.toString()));
        return text.startsWith("/") ? path : path.subpath(0, path.getNameCount());
    }

    /**
     * Returns the path that an environment variable contains, or null if the variable is not set or
     * is empty.
     */
    public static Path inVariable(String name) {
        String text = System.getenv(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        return path(isAscii(text) ? text : exactVariable(name, text));
    }

    /**
     * Returns the absolute path of a file. For a relative path, this method reads the path of the
     * working directory from the symbolic link {@code /proc/self/cwd}. {@link Path#toAbsolutePath}
     * would return a path that begins with the link itself, because ipckit starts the JVM with
     * {@code -Duser.dir=/proc/self/cwd}. Without this option, relative paths could not be resolved
     * in a working directory whose path is not UTF-8.
     */
    public static Path absolute(Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/cwd")).resolve(path);
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the value of an environment variable. In the result, {@link ExactText} represents the
     * bytes that are not UTF-8. If {@code /proc} cannot be read, returns {@code decoded}.
     *
     * @param decoded the value as the JVM has decoded it
     */
    private static String exactVariable(String name, String decoded) {
        try {
            byte[] all = Files.readAllBytes(Path.of("/proc/self/environ"));
            String start = name + "=";
            for (String one : new String(all, StandardCharsets.ISO_8859_1).split("\0")) {
                if (one.startsWith(start)) {
                    String value = one.substring(start.length());
                    return ExactText.of(value.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // Without /proc, only the value that the JVM has decoded is known.
        }
        return decoded;
    }
}
