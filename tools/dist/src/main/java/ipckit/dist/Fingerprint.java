package ipckit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The digest of the inputs of an {@link InstalledTree}, the directory tree that users install. The
 * inputs are files, with their names and contents, and strings such as the version of the JVM.
 * {@link InstalledTree} makes the tree again only if the digest has changed.
 */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-256");
    }

    /** Adds a text. */
    void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** Adds a file or a directory tree; adds nothing if the path does not exist. */
    void add(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> files;
        try (var walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            add(file.toString());
            digest.update(Files.readAllBytes(file));
        }
    }

    /**
     * Returns the digest in hexadecimal. May be called only once: {@link MessageDigest#digest()}
     * resets the digest.
     */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
