package ipckit.common.pipe;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The format of a stream of frames. All programs of ipckit read and write this format. {@code
 * ipckit(7)} describes it for users.
 *
 * <p>A frame begins with a prefix of four bytes, a number whose most significant byte comes first.
 * If the top bit of the prefix is 0, the prefix is the length of an item, whose bytes follow. If
 * the top bit is 1, the frame is a metadata frame: the other 31 bits are the length of {@linkplain
 * FrameMetadata texts}, which follow and describe the item in the next frame. A stream without
 * metadata frames is a sequence of items, each preceded by its length. Programs that do not support
 * metadata can read and write such a stream.
 *
 * <p>An item has at most one metadata frame, and a metadata frame is not the last frame of a
 * stream. A reader that needs no metadata checks the metadata frames and skips them. Metadata
 * exists in streams only: runs (sequences of items in shared memory) contain only items with their
 * lengths.
 *
 * <p>The top bit of an item's prefix is always 0, because an item is shorter than 2 GiB: its bytes
 * must fit into an array. Therefore no item looks like a metadata frame.
 */
public final class FrameFormat {
    /** The number of bytes before the content of a frame. */
    static final int PREFIX = Integer.BYTES;

    private static final int METADATA = 1 << 31;

    private FrameFormat() {}

    /** Returns whether a frame with the given prefix is a metadata frame. */
    static boolean isMetadata(int prefix) {
        return (prefix & METADATA) != 0;
    }

    /**
     * Returns the length in bytes of the texts in a metadata frame.
     *
     * @param frame the name of the item's frame in error messages, for example "frame 3"
     * @throws IpcException UNUSABLE if the length exceeds {@link FrameMetadata#MOST_BYTES}
     */
    static int metadataLength(int prefix, String frame) {
        int length = prefix & ~METADATA;
        if (length > FrameMetadata.MOST_BYTES) {
            throw ItemSplitter.unusable(
                    frame + " has more than " + FrameMetadata.MOST_BYTES + " bytes of metadata");
        }
        return length;
    }

    /**
     * Parses the texts of a metadata frame.
     *
     * @param frame the name of the item's frame in error messages, for example "frame 3"
     * @throws IpcException UNUSABLE if the texts are malformed
     */
    static FrameMetadata metadata(byte[] texts, String frame) {
        FrameMetadata metadata = FrameMetadata.parse(texts);
        if (metadata == null) {
            throw ItemSplitter.unusable(frame + " has malformed metadata");
        }
        return metadata;
    }

    /** Returns the failure for a metadata frame that follows another metadata frame. */
    static IpcException describedTwice(String frame) {
        return ItemSplitter.unusable(frame + " has two metadata frames");
    }

    /** Returns the failure for a stream that ends within a frame or after a metadata frame. */
    static IpcException cutShort(String frame) {
        return ItemSplitter.unusable(frame + " is cut short");
    }

    /**
     * Returns a metadata frame and the frame of its item.
     *
     * @throws IpcException UNUSABLE if the item is too long, or if a frame cannot contain the
     *     metadata
     */
    public static byte[] frames(FrameMetadata metadata, byte[] item) {
        byte[] texts = metadata.bytes();
        long size = 2L * PREFIX + texts.length + item.length;
        if (size > Integer.MAX_VALUE) {
            throw new IpcException(
                    Category.UNUSABLE, "an item of " + item.length + " bytes is too long");
        }
        return ByteBuffer.allocate((int) size)
                .putInt(texts.length | METADATA)
                .put(texts)
                .putInt(item.length)
                .put(item)
                .array();
    }

    /**
     * Reads an item and its metadata, and no byte after them. A caller that reads a whole stream
     * uses {@link RunReader} instead, which is faster.
     *
     * @param maxItem the largest size of an item in bytes
     * @return the item without its metadata; null if the stream has ended
     * @throws IpcException UNUSABLE if a frame is malformed, too long, or cut short
     * @throws IOException if the stream cannot be read
     */
    public static byte[] readItem(InputStream in, int maxItem) throws IOException {
        String frame = "the frame";
        for (boolean described = false; ; described = true) {
            byte[] prefix = in.readNBytes(PREFIX);
            if (prefix.length == 0 && !described) {
                return null;
            }
            if (prefix.length < PREFIX) {
                throw cutShort(frame);
            }
            int length = ByteBuffer.wrap(prefix).getInt();
            if (!isMetadata(length)) {
                if (length > maxItem) {
                    throw ItemSplitter.unusable(
                            frame + " is longer than " + CountedNoun.of(maxItem, "byte"));
                }
                return readContent(in, length, frame);
            }
            if (described) {
                throw describedTwice(frame);
            }
            metadata(readContent(in, metadataLength(length, frame), frame), frame);
        }
    }

    private static byte[] readContent(InputStream in, int length, String frame) throws IOException {
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw cutShort(frame);
        }
        return content;
    }
}
