package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectKind;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a durable mailbox's files are: in a directory on a disk, to which a symbolic link leads
 * from the mailbox's own. They know which directory has <em>taken them up</em>, by a word of theirs
 * that is swapped: so of a removal and a creation, the one half done and the other begun meanwhile,
 * only one has them, and a removal never takes away what others have.
 */
final class DurableFiles {
    private DurableFiles() {}

    /** Makes the link. */
    static void link(Path object, Path disk) throws IOException {
        Files.createSymbolicLink(object.resolve(MailboxLayout.DISK), disk);
    }

    /** Where the files of the mailbox in a directory really are. */
    static Path of(Path object) throws IOException {
        Path link = object.resolve(MailboxLayout.DISK);
        return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : object;
    }

    /**
     * The mailbox is ours, whoever had it before.
     *
     * @param file opened by the link
     * @return our number
     * @throws IpcException REMOVED
     */
    static long takeUp(MailboxFile file, Path object) throws IOException {
        long ours = number(object);
        for (; ; ) {
            long home = Words.getAcquire(file.shared, MailboxLayout.HOME_AT);
            if (home == MailboxLayout.HOMELESS) {
                throw new IpcException(Category.REMOVED, "it is being removed");
            }
            if (Words.compareAndSet(file.shared, MailboxLayout.HOME_AT, home, ours)) {
                return ours;
            }
        }
    }

    /**
     * Nobody has the mailbox from now on, and nobody will; false if others have it.
     *
     * @param ours our number
     */
    static boolean giveUp(MailboxFile file, long ours) {
        return Words.compareAndSet(file.shared, MailboxLayout.HOME_AT, ours, MailboxLayout.HOMELESS)
                || Words.getAcquire(file.shared, MailboxLayout.HOME_AT) == MailboxLayout.HOMELESS;
    }

    /** Whether others have taken up what this directory links to, or nobody will again. */
    static boolean isLost(MailboxFile file, Path object) throws IOException {
        return !file.directory.equals(object)
                && Words.getAcquire(file.shared, MailboxLayout.HOME_AT) != number(object);
    }

    /** A directory, and no other that is there at the same time; not 0 and not HOMELESS. */
    static long number(Path object) throws IOException {
        long inode = (Long) Files.getAttribute(object, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        long device = (Long) Files.getAttribute(object, "unix:dev", LinkOption.NOFOLLOW_LINKS);
        return Math.max(1, (inode ^ Long.rotateLeft(device, Integer.SIZE)) & Long.MAX_VALUE);
    }

    /**
     * Deletes the files of a mailbox that is removed, and no others: also if another mailbox gets
     * the directory's name meanwhile. The one that bears the mark goes last.
     */
    static void delete(MailboxFile file) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(file.directory)) {
                if (files instanceof SecureDirectoryStream<Path> opened && isOf(file, opened)) {
                    List<Path> names = new ArrayList<>();
                    opened.forEach(path -> names.add(path.getFileName()));
                    for (Path name : names) {
                        if (ChunkFiles.isChunk(name.toString())
                                || name.toString().equals(ObjectKind.LIVE)) {
                            opened.deleteFile(name);
                        }
                    }
                    opened.deleteFile(Path.of(MailboxLayout.KIND.fileName()));
                }
            }
            Files.deleteIfExists(file.directory);
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // others do the same, or somebody keeps other things there
        } catch (IOException e) {
            // what cannot be deleted bears the mark that it is removed
        }
    }

    private static boolean isOf(MailboxFile file, SecureDirectoryStream<Path> opened)
            throws IOException {
        return opened.getFileAttributeView(
                        Path.of(MailboxLayout.KIND.fileName()),
                        BasicFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey()
                .equals(file.key());
    }
}
