package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metadata of an item in a stream of frames, for example the priority of a message. The class
 * {@link FrameFormat} describes the frames.
 *
 * <p>In a metadata frame, the metadata is a sequence of texts {@code NAME=VALUE} in UTF-8. A zero
 * byte ends each text. The name is not empty and contains no equals sign. A program ignores the
 * names that it does not know.
 *
 * @param texts the values by their names, in the order of the frame; if a frame contains a name
 *     several times, the last value counts
 */
public record FrameMetadata(Map<String, String> texts) {
    /** Empty metadata, for an item that has no metadata frame. */
    public static final FrameMetadata NONE = new FrameMetadata(Map.of());

    /**
     * The largest total size in bytes of an item's texts, including the zero bytes at their ends.
     */
    static final int MOST_BYTES = 64 << 10;

    /**
     * Returns the content of the metadata frame.
     *
     * @throws IpcException UNUSABLE if a text contains a zero byte, a name is empty or contains an
     *     equals sign, or the texts have more than {@link #MOST_BYTES} bytes
     */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        texts.forEach(
                (name, value) -> {
                    if (!isLegal(name, value)) {
                        throw new IpcException(
                                Category.UNUSABLE, "a frame cannot contain the metadata " + name);
                    }
                    out.writeBytes((name + "=" + value).getBytes(StandardCharsets.UTF_8));
                    out.write(0);
                });
        if (out.size() > MOST_BYTES) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "the metadata has "
                            + out.size()
                            + " bytes; a frame has room for "
                            + MOST_BYTES);
        }
        return out.toByteArray();
    }

    private static boolean isLegal(String name, String value) {
        return !name.isEmpty()
                && name.indexOf('=') < 0
                && name.indexOf('\0') < 0
                && value.indexOf('\0') < 0;
    }

    /** Parses the content of a metadata frame. Returns null if the content is malformed. */
    static FrameMetadata parse(byte[] bytes) {
        String all;
        try {
            all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int from = 0; from < all.length(); ) {
            int equals = all.indexOf('=', from);
            int end = all.indexOf('\0', from);
            if (equals <= from || end < equals) {
                return null;
            }
            texts.put(all.substring(from, equals), all.substring(equals + 1, end));
            from = end + 1;
        }
        return new FrameMetadata(texts);
    }
}
