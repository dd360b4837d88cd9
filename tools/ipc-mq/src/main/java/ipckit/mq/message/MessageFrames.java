package ipckit.mq.message;

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
 * Messages in a stream, with what is beside their bodies.
 *
 * <p>A frame is a length in four bytes, big-endian, and so many bytes. If the length's highest bit
 * is 0, those are the body. If it is 1 (and does not count), they are the priority in one byte, the
 * length of what is beside the body in two, that, and the body. So a message that has nothing
 * beside its body is a frame as all programs of the kit have them.
 */
public final class MessageFrames {
    private static final int HAS_MORE = 1 << 31;
    private static final int PREFIX = 3;

    private MessageFrames() {}

    /** What a frame says. */
    public record Frame(int priority, byte[] meta, byte[] body) {}

    /** A priority that is higher than any of ours, from the kernel, is the highest there. */
    public static byte[] of(Message message) {
        byte[] meta = message.meta().bytes();
        byte[] body = message.body();
        if (message.priority() == 0 && meta.length == 0) {
            return ByteBuffer.allocate(Integer.BYTES + body.length)
                    .putInt(body.length)
                    .put(body)
                    .array();
        }
        int length = PREFIX + meta.length + body.length;
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length | HAS_MORE)
                .put((byte) Math.min(message.priority(), OutgoingMessage.HIGHEST))
                .putShort((short) meta.length)
                .put(meta)
                .put(body)
                .array();
    }

    /** Takes frames out of a stream. */
    public static final class Reader {
        private final DataInputStream in;
        private final long most;
        private long number;

        /**
         * @param most how many bytes a frame may have
         */
        public Reader(InputStream in, long most) {
            this.in = new DataInputStream(in);
            this.most = most;
        }

        /**
         * The next one; null at the end.
         *
         * @throws IpcException UNUSABLE, IO
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
                boolean more = (length & HAS_MORE) != 0;
                length &= ~HAS_MORE;
                if (length > most) {
                    throw unusable("has " + length + " bytes, and at most " + most + " are taken");
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
                throw unusable("has a priority that is none: 0 to " + OutgoingMessage.HIGHEST);
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                throw unusable("is too short");
            }
            byte[] meta = new byte[length];
            bytes.get(meta);
            try {
                MessageMetadata.of(meta);
            } catch (IpcException e) {
                throw unusable("has headers that cannot be read");
            }
            byte[] body = new byte[bytes.remaining()];
            bytes.get(body);
            return new Frame(priority, meta, body);
        }

        private IpcException unusable(String how) {
            return new IpcException(Category.UNUSABLE, "frame " + number + " " + how);
        }
    }
}
