package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.daemon.control.LogFiles.LineSearch;
import ipckit.common.daemon.control.LogFiles.OpenFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Copies a daemon's log to standard output, without changing any byte. The log consists of several
 * files, and the reader copies the oldest file first. To follow the log, a caller calls {@link
 * #copy} repeatedly. The reader then also follows rotations, which rename the files. A reader
 * belongs to one thread.
 */
final class LogReader implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final LogFiles files;
    private final Console console;
    private final FileChannel out;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);

    /** The file from which this reader copies; null while the log has no file. */
    private OpenFile current;

    LogReader(LogFiles files, Console console) {
        this.files = files;
        this.console = console;
        this.out = console.stdout();
    }

    /** Makes {@link #copy} begin with the oldest line. */
    void beginAtOldest() {
        do {
            close();
            for (int age = files.oldestAge(); age >= 0 && current == null; age--) {
                current = files.open(age);
            }
            // A rotation may have renamed the files meanwhile, so the opened file is perhaps not
            // the oldest one.
        } while (current != null && files.ageOf(current) != files.oldestAge());
    }

    /** Makes {@link #copy} begin with the last {@code lines} lines of the log. */
    void beginAtLast(long lines) {
        close();
        long left = lines;
        for (int age = 0; age <= files.oldestAge() && (current == null || left > 0); age++) {
            OpenFile older = files.open(age);
            if (older == null || current != null && older.key().equals(current.key())) {
                // A rotation is renaming the files at the moment. An age of n stands for the file
                // log.n. Either no file has this age now, or the file of this age is already open.
                // The loop skips the age.
                continue;
            }
            close();
            current = older;
            left -= seekLast(left);
        }
    }

    /**
     * Moves to the beginning of the last {@code lines} lines of the current file. Returns the
     * number of lines that follow, which is smaller than {@code lines} if the file has fewer lines.
     */
    private long seekLast(long lines) {
        try {
            LineSearch found = current.lastLines(lines);
            current.channel().position(found.offset());
            return found.lines();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Copies the lines that the log contains now and that were not copied yet.
     *
     * @throws IpcException OUTPUT_CLOSED, NO_SPACE or IO if standard output cannot be written; IO
     *     if the log cannot be read
     */
    void copy() {
        if (current == null) {
            beginAtOldest();
        }
        while (current != null) {
            drain();
            int age = files.ageOf(current);
            if (age == 0) {
                return;
            }
            // The file is no longer the current one, because a rotation has renamed or deleted it.
            // Before that, the daemon may have written further lines to it.
            drain();
            OpenFile next = age < 0 ? oldest() : files.open(age - 1);
            if (next == null) {
                // A rotation is in progress, and has not created the next file yet.
                return;
            }
            if (age > 0 && files.ageOf(current) != age) {
                // A rotation has renamed the files since this method asked for the number of the
                // current file. So the file that was opened is perhaps not the next one.
                next.close();
                continue;
            }
            current.close();
            current = next;
        }
    }

    /**
     * Opens the oldest file that the log has now, and prints a message that lines were lost. This
     * method is called when the file from which this reader copied was deleted. Returns null if the
     * log has no file.
     */
    private OpenFile oldest() {
        int age = files.oldestAge();
        OpenFile next = age < 0 ? null : files.open(age);
        if (next != null) {
            console.message("some lines were lost: a rotation deleted them before they were read");
        }
        return next;
    }

    private void drain() {
        FileChannel from = current.channel();
        try {
            if (from.position() > from.size()) {
                // Another program has truncated the file.
                from.position(0);
            }
            while (from.read(block.clear()) > 0) {
                write(block.flip());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }

    private static IpcException unreadable(IOException e) {
        return new IpcException(Category.IO, "cannot read the log: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
