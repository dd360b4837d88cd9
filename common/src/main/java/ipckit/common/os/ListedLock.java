package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A lock on a range of bytes of a file, as the kernel lists it in {@code /proc/locks}. The kernel
 * leaves out a POSIX lock if its owner is a process that is not visible in the pid namespace of
 * this process.
 *
 * @param exclusive true for an exclusive lock, false for a shared lock
 * @param first the offset of the first locked byte
 * @param last the offset of the last locked byte; {@link Long#MAX_VALUE} if the lock has no end
 */
public record ListedLock(boolean exclusive, long first, long last) {
    private static final Path TABLE = Path.of("/proc/locks");

    /**
     * Returns the locks that processes hold on a file now. Reads {@code /proc/locks} and the inode
     * number of the file, and does not open the file.
     *
     * @throws IpcException IO if the list or the attributes of the file cannot be read
     */
    public static List<ListedLock> of(Path file) {
        try {
            Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            return parse(Files.readAllLines(TABLE), ":" + inode);
        } catch (NoSuchFileException e) {
            // The file was removed, so its inode number is unknown.
            return List.of();
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read the locks of " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the locks on one file. A line of the table identifies a file by {@code
     * MAJOR:MINOR:INODE}. Only the inode number is compared, because for some file systems, the
     * device (the other two numbers) differs from the device that stat(2) shows.
     *
     * @param table the lines of {@code /proc/locks}, see proc_locks(5)
     * @param inode a colon and the inode number of the file, for example {@code :1234}
     */
    static List<ListedLock> parse(List<String> table, String inode) {
        List<ListedLock> found = new ArrayList<>();
        for (String line : table) {
            StringTokenizer words = new StringTokenizer(line);
            words.nextToken();
            // An arrow in place of the type marks a lock for which a process waits. Only locks of
            // the types POSIX and OFDLCK are locks on ranges of bytes.
            String type = words.nextToken();
            if (!type.equals("POSIX") && !type.equals("OFDLCK")) {
                continue;
            }
            words.nextToken();
            boolean exclusive = words.nextToken().equals("WRITE");
            words.nextToken();
            if (words.nextToken().endsWith(inode)) {
                long first = Long.parseLong(words.nextToken());
                String last = words.nextToken();
                found.add(
                        new ListedLock(
                                exclusive,
                                first,
                                last.equals("EOF") ? Long.MAX_VALUE : Long.parseLong(last)));
            }
        }
        return found;
    }

    /** Returns whether the lock covers the byte at an offset. */
    public boolean covers(long offset) {
        return first <= offset && offset <= last;
    }
}
