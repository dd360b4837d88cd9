package ipckit.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes directory trees. */
final class Trees {
    private Trees() {}

    /**
     * Copies a tree into a directory, which is created if absent. The tree may be in any Java file
     * system, for example in a jar.
     */
    static void copy(Path from, Path to) throws IOException {
        for (Path source : paths(from)) {
            Path target = to.resolve(from.relativize(source).toString());
            if (Files.isDirectory(source)) {
                Files.createDirectories(target);
            } else {
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Deletes a tree, if it exists. */
    static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            for (Path path : paths(root).reversed()) {
                Files.delete(path);
            }
        }
    }

    /** Returns all paths of a tree. Each directory precedes its entries. */
    private static List<Path> paths(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
