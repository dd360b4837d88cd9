package ipckit.common.daemon;

import ipckit.common.ExactText;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of texts as bytes, each with a NUL byte after it. */
final class NulList {
    private NulList() {}

    static byte[] bytes(List<byte[]> items) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] item : items) {
            all.writeBytes(item);
            all.write(0);
        }
        return all.toByteArray();
    }

    static List<byte[]> items(byte[] bytes) {
        List<byte[]> items = new ArrayList<>();
        for (int from = 0, at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                items.add(Arrays.copyOfRange(bytes, from, at));
                from = at + 1;
            }
        }
        return items;
    }

    /** Returns the items as texts in the form of {@link ExactText}. */
    static List<String> texts(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        for (byte[] item : items(bytes)) {
            texts.add(ExactText.of(item));
        }
        return texts;
    }
}
