package ipckit.fan.each;

import ipckit.fan.output.SharedStdout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The lines of one job on their way to standard output, each whole, between those of others. A long
 * one has the output to itself until it ends. The last one is given an end if it lacks it.
 *
 * <p>Belongs to one thread.
 */
final class LineMerger {
    private static final int LONG = 64 << 10;
    private static final byte END = '\n';

    private final SharedStdout out;
    private final byte[] tag;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    private boolean hasTurn;

    /**
     * @param tag what stands before each line
     */
    LineMerger(SharedStdout out, byte[] tag) {
        this.out = out;
        this.tag = tag;
    }

    /** Takes what is left in a buffer. */
    void write(ByteBuffer more) {
        if (tag.length == 0) {
            writeUntagged(more);
        } else {
            writeTagged(more);
        }
    }

    private void writeUntagged(ByteBuffer more) {
        int end = more.limit();
        int whole = end;
        while (whole > more.position() && more.get(whole - 1) != END) {
            whole--;
        }
        if (whole > more.position()) {
            takeTurn();
            putBegun();
            out.write(more.limit(whole));
            more.limit(end);
            leaveTurn();
        }
        begin(more);
    }

    /** A line that has not ended yet. */
    private void begin(ByteBuffer more) {
        while (more.hasRemaining()) {
            begun.write(more.get());
        }
        if (begun.size() > LONG) {
            takeTurn();
            putBegun();
        }
    }

    private void writeTagged(ByteBuffer more) {
        ByteArrayOutputStream tagged = new ByteArrayOutputStream(2 * more.remaining());
        boolean atStart = begun.size() == 0 && !hasTurn;
        while (more.hasRemaining()) {
            if (atStart) {
                tagged.writeBytes(tag);
            }
            byte one = more.get();
            tagged.write(one);
            atStart = one == END;
        }
        writeUntagged(ByteBuffer.wrap(tagged.toByteArray()));
    }

    private void putBegun() {
        if (begun.size() > 0) {
            out.write(ByteBuffer.wrap(begun.toByteArray()));
            begun.reset();
        }
    }

    private void takeTurn() {
        if (!hasTurn) {
            out.take();
            hasTurn = true;
        }
    }

    private void leaveTurn() {
        if (hasTurn) {
            hasTurn = false;
            out.leave();
        }
    }

    /** There is no more. */
    void end() {
        if (begun.size() > 0 || hasTurn) {
            write(ByteBuffer.wrap(new byte[] {END}));
        }
    }

    /** Lets others have the output, come what may. */
    void close() {
        leaveTurn();
    }
}
