package ipckit.common.process;

import ipckit.common.ExactText;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A list of texts as bytes, each with a NUL byte after it. The kernel uses this form for the words
 * of a command line, see proc_pid_cmdline(5).
 */
public final class NulList {
    private NulList() {}

    /** Returns all items, each with a NUL byte after it. No item may contain a NUL byte. */
    public static byte[] bytes(List<byte[]> items) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] item : items) {
            all.writeBytes(item);
            all.write(0);
        }
        return all.toByteArray();
    }

    /** Returns the items of a list. Bytes after the last NUL byte are no item. */
    public static List<byte[]> items(byte[] bytes) {
        List<byte[]> items = new ArrayList<>();
        for (int from = 0, at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                items.add(Arrays.copyOfRange(bytes, from, at));
                from = at + 1;
            }
        }
        return items;
    }

    /**
     * Returns the items of a list as texts. {@link ExactText} decodes the bytes of each item, so
     * that the bytes can be restored from the text even if they are not UTF-8.
     */
    public static List<String> texts(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        for (byte[] item : items(bytes)) {
            texts.add(ExactText.of(item));
        }
        return texts;
    }
}
