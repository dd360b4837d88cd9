package ipckit.fan.shell;

import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;

/** Reads the lines of a shell's input. Belongs to one thread. */
final class ShellInput {
    private static final long LONGEST = 16 << 20;

    private final ReadableByteChannel in;
    private final ItemCursor lines = new ItemCursor();
    private final RunBytes run = new RunBytes();
    private RunReader reader;

    ShellInput(ReadableByteChannel in) {
        this.in = in;
    }

    /**
     * Returns the next line without its newline, or null at the end of the input. After the end of
     * its input, a terminal may deliver more lines.
     *
     * @throws ipckit.common.IpcException UNUSABLE if the line is longer than 16 MiB; IO if the
     *     input cannot be read
     */
    byte[] next() {
        if (reader != null && lines.next()) {
            return line();
        }
        if (reader == null) {
            reader = new RunReader(in, Framing.LINES, LONGEST);
        }
        if (!reader.next()) {
            reader.close();
            reader = null;
            return null;
        }
        run.set(reader.bytes(), reader.from(), reader.length());
        lines.reset(RunFormat.LINES, run);
        lines.next();
        return line();
    }

    private byte[] line() {
        byte[] line = new byte[Math.toIntExact(lines.length())];
        run.copyTo(lines.from(), line.length, MemorySegment.ofArray(line), 0);
        return line;
    }
}
