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
 * The file in which one process records the events of its messages. Each record is written by one
 * write(2). If the process is killed during this write, the last record may be incomplete. {@link
 * #read} ignores an incomplete record.
 *
 * <p>A record consists of three 64-bit words. The number after a field is its width in bits.
 *
 * <pre>
 * kind 8 | priority 8 | unused 16 | number of the delivery 32
 * sender 24 | number of the message 40
 * time in nanoseconds 64
 * </pre>
 */
final class MessageNotes {
    /** The kind of an event of a message. */
    enum Kind {
        /**
         * The sender is about to send the message and to wait for its reception. If the sender
         * dies, the message is withdrawn.
         */
        OFFERED,
        /** The mailbox reported to the sender that the message was sent. */
        SENT,
        /** The mailbox reported to the sender that the message was not sent. */
        REFUSED,
        /** The message was received. */
        RECEIVED,
        /** The message was acknowledged. */
        DONE,
        /** The receiver gives the message back, so it may be delivered again from now on. */
        RETURNED,
        /**
         * The receiver leaves the message claimed, and continues with other messages. The claim
         * lasts until its lease ends, or until a process uses the receipt of the delivery to
         * acknowledge the message or to give it back.
         */
        LEFT
    }

    /** Receives the records of a file. {@link #note} is called once for each record. */
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
            // The process was killed before it wrote its first note.
            return;
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
