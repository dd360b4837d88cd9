package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOwner;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.DirectoryTrust;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.NetworkFileSystem;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ObjectKind;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory on disk that holds one durable mailbox. The directory is filled under a temporary
 * name and then renamed, so that after a loss of power the mailbox is either complete or absent.
 *
 * @param parent the directory that the user names; it may hold several mailboxes
 * @param name the name of the mailbox, and of its directory in {@code parent}
 */
record DurableDirectory(Path parent, ObjectName name) {
    private static final String TEMPORARY_PREFIX = ".ipc-mq.";
    private static final int PERMISSIONS = 0777;
    private static final int READ_BITS = 0444;
    private static final int OWNER_BITS = 0700;

    /** Returns the absolute path of the mailbox's directory. */
    Path path() {
        return parent.toAbsolutePath().resolve(name.text());
    }

    /**
     * Returns whether the directory holds a mailbox. A mailbox that was removed or whose owner is
     * dead does not count, and this method deletes the files of such a mailbox. This method also
     * deletes the directory if it is empty, because an interrupted removal can leave an empty
     * directory.
     *
     * @throws IpcException EXISTS when the path exists but holds no mailbox; CANNOT_CREATE when
     *     {@code parent} does not exist or is on a network file system; DENIED when another user
     *     could replace the files in {@code parent}
     */
    boolean hasMailbox() {
        try {
            if (!Files.isDirectory(parent)) {
                throw new IpcException(
                        Category.CANNOT_CREATE,
                        "cannot keep messages in " + parent + ": no such directory");
            }
            DirectoryTrust.requireOwn(parent);
            NetworkFileSystem.refuse(parent);
            if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (isEmptyDirectory(path())) {
                Files.deleteIfExists(path());
                return false;
            }
            if (!Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS) || !Mailbox.isAt(path())) {
                throw new IpcException(Category.EXISTS, path() + " exists and holds no mailbox");
            }
            if (!Mailbox.isOver(path())) {
                return true;
            }
            Mailbox.clear(path());
            return false;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            return !files.iterator().hasNext();
        }
    }

    /**
     * Creates an empty mailbox in this directory on disk. Also creates, in the directory {@code
     * object}, a symbolic link to this directory. Returns the new mailbox.
     *
     * @param object the directory of the mailbox in {@code $IPC_DIR}
     * @param mode the permission bits of the mailbox
     * @throws IpcException EXISTS when another process created this directory first
     */
    Mailbox make(Path object, MailboxSpec spec, int mode) throws IOException {
        Path temporary =
                parent.resolve(TEMPORARY_PREFIX + name + "." + MailboxOwner.ofThisProcess());
        try {
            deleteLeftovers();
            Files.createDirectory(temporary);
        } catch (IOException e) {
            throw failure(e);
        }
        try {
            Mailbox.create(temporary, spec);
            setMode(temporary, mode);
            MappedFile.force(temporary.resolve("box"));
            MappedFile.force(temporary);
            Files.move(temporary, path());
            MappedFile.force(parent);
        } catch (FileAlreadyExistsException e) {
            delete(temporary);
            throw new IpcException(Category.EXISTS, path() + " exists already", e);
        } catch (IOException | RuntimeException e) {
            delete(temporary);
            throw e;
        }
        return Mailbox.link(object, path());
    }

    /** Returns whether the mailbox in this directory has the given permission bits. */
    boolean hasMode(int mode) throws IOException {
        int found = (Integer) Files.getAttribute(path().resolve("box"), "unix:mode");
        return (found & PERMISSIONS) == mode;
    }

    /**
     * Deletes each temporary directory in {@code parent} that remains because a process died while
     * it created a mailbox.
     */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(parent, TEMPORARY_PREFIX + "*")) {
            for (Path temporary : found) {
                String text = temporary.getFileName().toString();
                String maker = text.substring(text.lastIndexOf('.') + 1);
                if (MailboxOwner.parse(maker).filter(one -> !one.isAlive()).isPresent()) {
                    delete(temporary);
                }
            }
        }
    }

    private static void setMode(Path directory, int mode) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:mode", ObjectKind.permissionsOf(file, mode));
            }
        }
        Files.setAttribute(directory, "unix:mode", mode | (mode & READ_BITS) >> 2 | OWNER_BITS);
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    private IpcException failure(IOException e) {
        return IoErrorCategory.translate("cannot keep messages in " + parent, e);
    }
}
