package ipckit.fan.each.output;

import ipckit.fan.output.SharedStdout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Writes the lines of one stream of a job to the same stream of this program. Lines of several jobs
 * can alternate, but no output of another job appears within a line. An incomplete line is held in
 * memory up to 64 KiB. A longer incomplete line is written, and the output of other jobs stays
 * locked until the line is complete. A last line without a newline is completed by a newline. Only
 * one thread at a time may use a merger.
 */
final class LineMerger {
    private static final int LONGEST_HELD = 64 << 10;
    private static final byte NEWLINE = '\n';

    private final SharedStdout out;
    private final Consumer<ByteBuffer> sink;
    private final byte[] tag;
    private final ByteArrayOutputStream incomplete = new ByteArrayOutputStream(0);
    private boolean isLocking;

    /**
     * @param out the lock of the output of all jobs
     * @param sink writes to the stream of this program
     * @param tag the text before each line; possibly empty
     */
    LineMerger(SharedStdout out, Consumer<ByteBuffer> sink, byte[] tag) {
        this.out = out;
        this.sink = sink;
        this.tag = tag;
    }

    /**
     * Takes the remaining bytes of a buffer. Writes complete lines. Holds an incomplete line in
     * memory until the line is complete or has more than 64 KiB.
     */
    void write(ByteBuffer more) {
        if (tag.length == 0) {
            writeUntagged(more);
        } else {
            writeTagged(more);
        }
    }

    private void writeUntagged(ByteBuffer more) {
        int end = more.limit();
        int complete = end;
        while (complete > more.position() && more.get(complete - 1) != NEWLINE) {
            complete--;
        }
        if (complete > more.position()) {
            lock();
            writeIncomplete();
            sink.accept(more.limit(complete));
            more.limit(end);
            unlock();
        }
        hold(more);
    }

    private void hold(ByteBuffer more) {
        while (more.hasRemaining()) {
            incomplete.write(more.get());
        }
        if (incomplete.size() > LONGEST_HELD) {
            lock();
            writeIncomplete();
        }
    }

    private void writeTagged(ByteBuffer more) {
        ByteArrayOutputStream tagged = new ByteArrayOutputStream(2 * more.remaining());
        boolean atStart = incomplete.size() == 0 && !isLocking;
        while (more.hasRemaining()) {
            if (atStart) {
                tagged.writeBytes(tag);
            }
            byte one = more.get();
            tagged.write(one);
            atStart = one == NEWLINE;
            if (tagged.size() > LONGEST_HELD) {
                writeUntagged(ByteBuffer.wrap(tagged.toByteArray()));
                tagged.reset();
            }
        }
        writeUntagged(ByteBuffer.wrap(tagged.toByteArray()));
    }

    private void writeIncomplete() {
        if (incomplete.size() > 0) {
            sink.accept(ByteBuffer.wrap(incomplete.toByteArray()));
            incomplete.reset();
        }
    }

    private void lock() {
        if (!isLocking) {
            out.lock();
            isLocking = true;
        }
    }

    /**
     * Unlocks the output if this object has locked it. Must be called at the end of the job, even
     * after a failure.
     */
    void unlock() {
        if (isLocking) {
            isLocking = false;
            out.unlock();
        }
    }

    /** Ends the output: adds a newline if the last line lacks one. */
    void end() {
        if (incomplete.size() > 0 || isLocking) {
            write(ByteBuffer.wrap(new byte[] {NEWLINE}));
        }
    }
}
