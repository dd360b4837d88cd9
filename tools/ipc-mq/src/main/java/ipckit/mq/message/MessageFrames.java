package ipckit.mq.message;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The frames in which verbs write and read messages with their metadata when the user gives {@code
 * --frame}.
 *
 * <p>A frame is a length in four bytes, big-endian, followed by that many bytes. The highest bit of
 * the four bytes is a flag and not part of the length. When the flag is 0, the bytes are the body.
 * When the flag is 1, the bytes are the priority (one byte), the length of the metadata (two
 * bytes), the metadata, and the body. The frame of a message with priority 0 and without metadata
 * has the flag 0, so it is the same frame as in the other programs of ipckit.
 */
public final class MessageFrames {
    private static final int HAS_METADATA = 1 << 31;
    private static final int PREFIX = 3;

    private MessageFrames() {}

    /**
     * The contents of a frame.
     *
     * @param metadata the sender's name, the reply address and the headers, encoded by {@link
     *     MessageMetadata#bytes}; empty if the message has no metadata
     */
    public record Frame(int priority, byte[] metadata, byte[] body) {}

    /** Returns the frame of a message. */
    public static byte[] of(Message message) {
        return of(message.priority(), message.meta().bytes(), message.body());
    }

    /**
     * Returns the frame of a message without metadata. A priority above {@link
     * OutgoingMessage#HIGHEST}, which a message from a kernel queue may have, is replaced by {@code
     * HIGHEST}.
     */
    static byte[] of(int priority, byte[] body) {
        return of(Math.min(priority, OutgoingMessage.HIGHEST), new byte[0], body);
    }

    private static byte[] of(int priority, byte[] metadata, byte[] body) {
        if (priority == 0 && metadata.length == 0) {
            return ByteBuffer.allocate(Integer.BYTES + body.length)
                    .putInt(body.length)
                    .put(body)
                    .array();
        }
        int length = PREFIX + metadata.length + body.length;
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length | HAS_METADATA)
                .put((byte) priority)
                .putShort((short) metadata.length)
                .put(metadata)
                .put(body)
                .array();
    }

    /** Reads frames from a stream. Belongs to one thread. */
    public static final class Reader {
        private final DataInputStream in;
        private final long maxSize;
        private long number;

        /**
         * @param maxSize the largest frame, in bytes, not counting the four bytes of its length
         */
        public Reader(InputStream in, long maxSize) {
            this.in = new DataInputStream(in);
            this.maxSize = maxSize;
        }

        /**
         * Returns the next frame, or null at the end of the stream.
         *
         * @throws IpcException UNUSABLE when the frame is malformed or too large, IO when the
         *     stream cannot be read
         */
        public Frame next() {
            number++;
            try {
                int first = in.read();
                if (first < 0) {
                    return null;
                }
                int length =
                        first << 3 * Byte.SIZE
                                | in.readUnsignedByte() << 2 * Byte.SIZE
                                | in.readUnsignedShort();
                boolean more = (length & HAS_METADATA) != 0;
                length &= ~HAS_METADATA;
                if (length > maxSize) {
                    throw unusable(
                            "has "
                                    + CountedNoun.of(length, "byte")
                                    + ", and at most "
                                    + maxSize
                                    + " are allowed");
                }
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                return more ? parse(ByteBuffer.wrap(bytes)) : new Frame(0, new byte[0], bytes);
            } catch (EOFException e) {
                throw unusable("is cut short");
            } catch (IOException e) {
                throw new IpcException(Category.IO, "cannot read the input: " + e.getMessage(), e);
            }
        }

        private Frame parse(ByteBuffer bytes) {
            if (bytes.remaining() < PREFIX) {
                throw unusable("is too short");
            }
            int priority = bytes.get();
            if (priority < 0 || priority > OutgoingMessage.HIGHEST) {
                throw unusable("has a priority that is not in 0 to " + OutgoingMessage.HIGHEST);
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                throw unusable("is too short");
            }
            byte[] metadata = new byte[length];
            bytes.get(metadata);
            try {
                MessageMetadata.of(metadata);
            } catch (IpcException e) {
                throw unusable("has headers that cannot be read");
            }
            byte[] body = new byte[bytes.remaining()];
            bytes.get(body);
            return new Frame(priority, metadata, body);
        }

        private IpcException unusable(String how) {
            return new IpcException(Category.UNUSABLE, "frame " + number + " " + how);
        }
    }
}
