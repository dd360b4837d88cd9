package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of a daemon's log. The daemon writes to the current file, which has the age 0. A
 * rotation renames the file of each age to the name of the next age: {@code log} becomes {@code
 * log.1}, and {@code log.1} becomes {@code log.2}. So a file's age only grows.
 */
final class LogFiles {
    private final Path log;
    private final int oldest;

    /**
     * Prepares access to the files of one log. Does not open the files.
     *
     * @param log the current file, which need not exist
     * @param kept the number of older files that a rotation keeps
     */
    LogFiles(Path log, int kept) {
        this.log = log;
        // While a rotation is in progress, there may be one more file.
        this.oldest = kept + 1;
    }

    /**
     * An open file of the log.
     *
     * @param key the identity of the file, which stays the same when the file is renamed
     */
    record OpenFile(Object key, FileChannel channel) {
        /** Finds the last {@code count} lines of the file, or all lines if there are fewer. */
        LineSearch lastLines(long count) throws IOException {
            long size = channel.size();
            if (count == 0 || size == 0) {
                return new LineSearch(size, 0);
            }
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long found = 0;
            for (long end = size; end > 0; end -= block.limit()) {
                block.clear().limit((int) Math.min(BLOCK, end));
                long start = end - block.limit();
                while (block.hasRemaining()
                        && channel.read(block, start + block.position()) >= 0) {}
                for (int i = block.limit() - 1; i >= 0; i--) {
                    // The newline at the end of the file does not begin another line.
                    boolean precedesLine = block.get(i) == '\n' && start + i + 1 < size;
                    if (precedesLine && ++found == count) {
                        return new LineSearch(start + i + 1, count);
                    }
                }
            }
            return new LineSearch(0, found + 1);
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // The file is only read, so a failure to close it loses nothing.
            }
        }
    }

    /**
     * The position of the last lines of a file.
     *
     * @param offset the offset of the first of the lines
     * @param lines the number of lines from the offset to the end of the file
     */
    record LineSearch(long offset, long lines) {}

    private static final int BLOCK = 1 << 16;

    /**
     * Returns the age of the oldest file, for example 2 for the file {@code log.2}; −1 if the log
     * has no file.
     */
    int oldestAge() {
        int age = oldest;
        while (age >= 0 && keyOf(age) == null) {
            age--;
        }
        return age;
    }

    /** Returns the present age of an open file; −1 if the file has been deleted. */
    int ageOf(OpenFile file) {
        // The age of a file only grows, so an ascending search cannot miss the file.
        for (int age = 0; age <= oldest; age++) {
            if (file.key.equals(keyOf(age))) {
                return age;
            }
        }
        return -1;
    }

    /**
     * Opens the log file with a given age.
     *
     * @param age 0 for the current file; for an older file, the number at the end of the file's
     *     name
     * @return the open file; null if there is no file of this age, or if a rotation has replaced
     *     the file meanwhile
     * @throws IpcException DENIED or IO if the file cannot be opened
     */
    OpenFile open(int age) {
        Path path = path(age);
        Object key = keyOf(age);
        if (key == null) {
            return null;
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            OpenFile opened = new OpenFile(key, channel);
            if (key.equals(keyOf(age))) {
                return opened;
            }
            opened.close();
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw new IpcException(Category.DENIED, path + ": permission denied", e);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private Path path(int age) {
        return age == 0 ? log : log.resolveSibling(log.getFileName() + "." + age);
    }

    /**
     * Returns the identity of the log file with a given age; null if there is no such file.
     *
     * @param age 0 for the current file; for an older file, the number at the end of the file's
     *     name
     */
    private Object keyOf(int age) {
        try {
            return Files.getAttribute(path(age), "unix:fileKey");
        } catch (IOException e) {
            return null;
        }
    }
}
