package ipckit.common.pipe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.memory.RunFormat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Builds streams from single items by concatenation. Tests compare these streams with the output of
 * the tested classes.
 */
final class Streams {
    private Streams() {}

    /** Returns an item of random bytes, none of which is the terminator of the format. */
    static byte[] randomItem(Random random, RunFormat format, int length) {
        byte[] item = new byte[length];
        random.nextBytes(item);
        for (int i = 0; format.terminated() && i < length; i++) {
            if (item[i] == format.terminator()) {
                item[i] ^= 1;
            }
        }
        return item;
    }

    static List<byte[]> items(String... texts) {
        List<byte[]> items = new ArrayList<>();
        for (String text : texts) {
            items.add(text.getBytes(ISO_8859_1));
        }
        return items;
    }

    static byte[] of(Framing framing, List<byte[]> items) throws IOException {
        return of(framing.format(), items);
    }

    static byte[] of(RunFormat format, List<byte[]> items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        for (byte[] item : items) {
            if (format == RunFormat.FRAMES) {
                data.writeInt(item.length);
            }
            data.write(item);
            if (format == RunFormat.LINES) {
                data.writeByte('\n');
            } else if (format == RunFormat.NULS) {
                data.writeByte(0);
            }
        }
        return bytes.toByteArray();
    }
}
