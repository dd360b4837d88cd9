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
 * Deletes directory trees. Each file and directory of a tree is opened and deleted relative to its
 * open parent directory ({@code openat}, {@code unlinkat}), and symbolic links are not followed. So
 * nothing outside the tree is deleted, even if another process replaces a directory by a symbolic
 * link at the same time. An absent entry is no failure, so several processes may delete the same
 * tree at the same time.
 */
final class DirectoryTree {
    /**
     * The largest number of attempts to delete a directory. An attempt fails if another process
     * puts a new file into the directory.
     */
    private static final int MOST_TRIES = 20;

    private DirectoryTree() {}

    /** Deletes a file, or a directory with its content. */
    static void delete(Path entry) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(entry.getParent())) {
            delete(parent, entry.getFileName());
        } catch (NoSuchFileException e) {
            // The parent directory is absent, so the entry is absent, too.
        }
    }

    /** Opens a directory. Fails if the last component of the path is a symbolic link. */
    static SecureDirectoryStream<Path> openChild(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(directory.getParent())) {
            return parent.newDirectoryStream(directory.getFileName(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Deletes everything below a directory. */
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
     * Returns whether a directory is empty or absent. Also returns true if the path is not a
     * directory. A directory that this process may not read counts as not empty.
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
                if (attempt == MOST_TRIES) {
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
