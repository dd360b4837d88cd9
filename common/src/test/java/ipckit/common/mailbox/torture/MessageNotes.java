package ipckit.common.mailbox.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The notes of one process about its messages. Each record is written by one write(2), so it stays
 * when the writer is killed.
 *
 * <pre>kind 8 | priority 8 | times 32, sender 24 | number 40, nanoseconds</pre>
 */
final class MessageNotes {
    /** An event of a message. */
    enum Kind {
        /**
         * Its sender is about to send it and to wait for its reception. If the sender dies, the
         * message is withdrawn.
         */
        OFFERED,
        /** It was reported as sent. */
        SENT,
        /** It was reported as not sent. */
        REFUSED,
        /** It was received. */
        RECEIVED,
        /** It was acknowledged. */
        DONE,
        /** It may be delivered again from now on. */
        RETURNED,
        /** It was left until its lease ends. */
        LEFT
    }

    /** Reads each record of a file. */
    interface Reader {
        void note(Kind kind, int priority, int times, long item, long nanos);
    }

    private static final int NUMBER_BITS = 40;
    private static final int RECORD = 3 * Long.BYTES;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD);

    MessageNotes(Path file) {
        try {
            channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long item(int sender, long number) {
        return (long) sender << NUMBER_BITS | number;
    }

    static int sender(long item) {
        return (int) (item >>> NUMBER_BITS);
    }

    static int number(long item) {
        return (int) item;
    }

    void note(Kind kind, int priority, int times, long item) {
        buffer.clear();
        buffer.putLong((long) kind.ordinal() << 56 | (long) priority << 48 | times);
        buffer.putLong(item);
        buffer.putLong(System.nanoTime());
        try {
            channel.write(buffer.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void read(Path file, Reader reader) throws IOException {
        if (!Files.exists(file)) {
            return; // the writer was killed before its first note
        }
        byte[] bytes = Files.readAllBytes(file);
        LongBuffer records =
                ByteBuffer.wrap(bytes, 0, bytes.length / RECORD * RECORD).asLongBuffer();
        while (records.hasRemaining()) {
            long head = records.get();
            reader.note(
                    Kind.values()[(int) (head >>> 56)],
                    (int) (head >>> 48) & 0xff,
                    (int) head,
                    records.get(),
                    records.get());
        }
    }
}
