package ipckit.common;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Converts between paths and bytes. A {@link Path} keeps all bytes of the name of a file, but its
 * text lacks the bytes that the encoding of the JDK cannot represent. The URI of a path has all of
 * them.
 *
 * <p>This class is in the root package, because {@code os}, {@code process} and {@code naming} use
 * it.
 */
public final class PathBytes {
    /** The encoding in which the JDK turns file names into text. */
    private static final Charset ENCODING =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** The character that stands for bytes that cannot be decoded. */
    private static final char UNDECODABLE = '\ufffd';

    private static final int HEX = 16;

    private PathBytes() {}

    /**
     * Returns the bytes of a path. If the text of a relative path lacks bytes, returns the bytes of
     * the corresponding absolute path.
     */
    public static byte[] of(Path path) {
        String text = path.toString();
        if (text.indexOf(UNDECODABLE) < 0) {
            return text.getBytes(ENCODING);
        }
        String escaped = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /** Returns the path of the file in a directory whose name has the given bytes. */
    public static Path resolve(Path directory, byte[] name) {
        StringBuilder uri = new StringBuilder(directory.toUri().toString());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (byte one : name) {
            uri.append('%')
                    .append(Character.forDigit(one >> 4 & 0xf, HEX))
                    .append(Character.forDigit(one & 0xf, HEX));
        }
        return Path.of(URI.create(uri.toString()));
    }
}
