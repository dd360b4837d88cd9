package ipckit.fan.each.input;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.common.process.OwnCommandLine;
import ipckit.fan.pool.RecordInput;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The sources of records, and the way in which records become the values that replace the
 * placeholders in the command of a job. Without files and lists, standard input is the source.
 *
 * @param files files with records; {@code -} is standard input
 * @param lists lists of records from the command line
 * @param framing how records are separated in files and in standard input
 * @param columns divides each record into columns; null to leave records undivided
 * @param batch the largest number of records for a job
 */
public record InputPlan(
        List<Path> files,
        List<List<String>> lists,
        Framing framing,
        ColumnSplitter columns,
        int batch) {
    private static final long LONGEST_RECORD = Integer.MAX_VALUE;
    private static final Path STDIN = Path.of("-");

    /** Returns the number of sources. */
    int sources() {
        return Math.max(1, files.size() + lists.size());
    }

    /**
     * Returns the largest number that a placeholder such as {@code {2}} may have. Returns 0 if
     * placeholders cannot have numbers. That is the case if the only value of a job is one
     * undivided record of standard input or of a single file.
     */
    public int positions() {
        if (columns != null) {
            return Integer.MAX_VALUE;
        }
        if (batch > 1) {
            return batch;
        }
        return lists.isEmpty() && files.size() <= 1 ? 0 : sources();
    }

    /** Returns whether standard input is a source. */
    public boolean readsStdin() {
        return files.contains(STDIN) || files.isEmpty() && lists.isEmpty();
    }

    /**
     * Opens the files.
     *
     * @return a source that yields the arguments of all jobs; may be used in another thread
     * @throws IpcException IO if a file cannot be opened
     */
    public ArgumentSource open(Console console) {
        List<ValueSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(records(file.equals(STDIN) ? console.stdin() : channel(file)));
        }
        for (List<String> list : lists) {
            sources.add(words(list));
        }
        if (sources.isEmpty()) {
            sources.add(records(console.stdin()));
        }
        return batch > 1
                ? new ArgumentBatches(
                        sources.getFirst(), batch, framing == Framing.NULS ? '\0' : '\n')
                : new ArgumentCombinations(sources, columns);
    }

    /**
     * Returns a source that yields the records of a stream. The source frees its memory at the end
     * of the stream. If the pool ends earlier, the memory is not freed, because this program then
     * ends soon.
     */
    private ValueSource records(FileChannel channel) {
        return new RecordInput(channel, framing, LONGEST_RECORD)::next;
    }

    private static ValueSource words(List<String> list) {
        Iterator<String> words = list.iterator();
        return () -> words.hasNext() ? OwnCommandLine.bytesOf(words.next()) : null;
    }

    private static FileChannel channel(Path file) {
        if (Files.isDirectory(file)) {
            throw new IpcException(Category.IO, "cannot read " + file + ": it is a directory");
        }
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            String why =
                    switch (e) {
                        case NoSuchFileException _ -> "no such file";
                        case AccessDeniedException _ -> "permission denied";
                        case FileSystemException f when f.getReason() != null -> f.getReason();
                        default -> e.getMessage();
                    };
            throw new IpcException(Category.IO, "cannot read " + file + ": " + why, e);
        }
    }
}
