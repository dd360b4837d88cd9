package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOwner;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.NetworkFileSystem;
import ipckit.common.naming.ObjectName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory of its own that a durable mailbox has among others in one that the user names. It
 * is filled under a private name and renamed, so that after a loss of power it is there or not.
 */
record DurableDirectory(Path parent, ObjectName name) {
    private static final String HIDDEN = ".ipc-mq.";
    private static final int PERMISSIONS = 0777;
    private static final int READ = 0444;
    private static final int OWNER = 0700;

    /** Makes what is in it. */
    private interface Filler {
        void fill(Path directory) throws IOException;
    }

    Path path() {
        return parent.toAbsolutePath().resolve(name.text());
    }

    /** Whether there is a mailbox in it; what a removal has left is taken away. */
    boolean hasMailbox() {
        try {
            if (!Files.isDirectory(parent)) {
                throw new IpcException(
                        Category.CANNOT_CREATE,
                        "cannot keep messages in " + parent + ": no such directory");
            }
            NetworkFileSystem.refuse(parent);
            if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (isEmptyDirectory(path())) { // a removal has died before its end
                Files.deleteIfExists(path());
                return false;
            }
            if (!Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS) || !Mailbox.isAt(path())) {
                throw new IpcException(
                        Category.EXISTS, path() + " is there, and has no mailbox in it");
            }
            if (!Mailbox.isOver(path())) {
                return true;
            }
            Mailbox.clear(path());
            return false;
        } catch (IOException e) {
            throw cannot(e);
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

    /** Makes an empty mailbox's files. */
    Mailbox make(Path object, MailboxSpec spec, int mode) throws IOException {
        Path hidden = parent.resolve(HIDDEN + name + "." + MailboxOwner.ofThisProcess());
        try {
            sweep();
            Files.createDirectory(hidden);
        } catch (IOException e) {
            throw cannot(e);
        }
        try {
            Mailbox.create(hidden, spec);
            open(hidden, mode);
            MappedFile.force(hidden.resolve("box"));
            MappedFile.force(hidden);
            Files.move(hidden, path());
            MappedFile.force(parent);
        } catch (FileAlreadyExistsException e) {
            delete(hidden);
            throw new IpcException(Category.EXISTS, path() + " exists already", e);
        } catch (IOException | RuntimeException e) {
            delete(hidden);
            throw e;
        }
        return Mailbox.link(object, path());
    }

    /** Whether the mailbox that is in it has such permissions. */
    boolean hasMode(int mode) throws IOException {
        int found = (Integer) Files.getAttribute(path().resolve("box"), "unix:mode");
        return (found & PERMISSIONS) == mode;
    }

    /** Deletes what those left who died over making a mailbox there. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, HIDDEN + "*")) {
            for (Path hidden : found) {
                String text = hidden.getFileName().toString();
                String maker = text.substring(text.lastIndexOf('.') + 1);
                if (MailboxOwner.parse(maker).filter(one -> !one.isAlive()).isPresent()) {
                    delete(hidden);
                }
            }
        }
    }

    private static void open(Path directory, int mode) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:mode", mode);
            }
        }
        Files.setAttribute(directory, "unix:mode", mode | (mode & READ) >> 2 | OWNER);
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    private IpcException cannot(IOException e) {
        return IoErrorCategory.translate("cannot keep messages in " + parent, e);
    }
}
