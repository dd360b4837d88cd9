package ipckit.common.naming;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * Deletes directory trees relative to open directories ({@code openat}, {@code unlinkat}), never
 * through a symbolic link: whatever is renamed or exchanged meanwhile, only what is below the
 * directory opened first is deleted. What has gone already is no failure, so several may delete the
 * same tree at once.
 */
final class DirectoryTree {
    /** How often a directory is emptied again when somebody puts new files into it. */
    private static final int PATIENCE = 20;

    private DirectoryTree() {}

    /** Deletes the entry and all below it. */
    static void delete(Path entry) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(entry.getParent())) {
            delete(parent, entry.getFileName());
        } catch (NoSuchFileException e) {
            // Gone with its parent.
        }
    }

    /** Opens the directory itself; a symbolic link in its place is an error. */
    static SecureDirectoryStream<Path> openChild(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(directory.getParent())) {
            return parent.newDirectoryStream(directory.getFileName(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Deletes all below the directory. */
    static void empty(SecureDirectoryStream<Path> directory) throws IOException {
        try {
            for (Path entry : directory) {
                delete(directory, entry.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Whether nothing is in a directory, or nothing any more because it has gone. One that we may
     * not look into counts as having something in it.
     */
    static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        } catch (AccessDeniedException e) {
            return false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        }
    }

    private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!isDirectory(parent, name)) {
                    parent.deleteFile(name);
                    return;
                }
                try (SecureDirectoryStream<Path> directory =
                        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    empty(directory);
                }
                parent.deleteDirectory(name);
                return;
            } catch (NoSuchFileException e) {
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == PATIENCE) {
                    throw e;
                }
            }
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name)
            throws IOException {
        return parent.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    private static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("the file system of " + directory + " cannot delete safely");
    }
}
