package ipckit.common.pipe;

import ipckit.common.memory.RunFormat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Builds expected streams by concatenation of single items, to compare them with the results of the
 * tested classes.
 */
final class Streams {
    private Streams() {}

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
