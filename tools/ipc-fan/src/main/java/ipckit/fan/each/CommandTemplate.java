package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.OwnCommandLine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command with placeholders: <code>{}</code> is replaced by the record, <code>{#}</code> by the
 * number of the record, and <code>{%}</code> by the job slot, even within a word. If the command
 * has no placeholder, the record can be appended as the last word. Immutable.
 */
final class CommandTemplate {
    private enum Placeholder {
        RECORD("{}"),
        NUMBER("{#}"),
        SLOT("{%}");

        private final String text;

        Placeholder(String text) {
            this.text = text;
        }

        private static Placeholder at(String word, int from) {
            for (Placeholder one : values()) {
                if (word.startsWith(one.text, from)) {
                    return one;
                }
            }
            return null;
        }
    }

    /** A part of a word: either a text or a placeholder. The other component is null. */
    private record Part(byte[] text, Placeholder placeholder) {}

    private final List<List<Part>> words = new ArrayList<>();
    private final boolean usesRecord;

    /**
     * @param appended whether the record becomes the last word if the command has no placeholder
     */
    CommandTemplate(List<String> words, boolean appended) {
        boolean plain = true;
        for (String word : words) {
            List<Part> parts = parts(word);
            plain &= parts.stream().allMatch(part -> part.placeholder == null);
            this.words.add(parts);
        }
        if (plain && appended) {
            this.words.add(List.of(new Part(null, Placeholder.RECORD)));
        }
        usesRecord =
                this.words.stream()
                        .flatMap(List::stream)
                        .anyMatch(part -> part.placeholder == Placeholder.RECORD);
    }

    private static List<Part> parts(String word) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < word.length(); ) {
            Placeholder found = Placeholder.at(word, at);
            if (found == null) {
                at++;
            } else {
                addText(parts, word.substring(from, at));
                parts.add(new Part(null, found));
                at += found.text.length();
                from = at;
            }
        }
        addText(parts, word.substring(from));
        return parts;
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(OwnCommandLine.bytesOf(text), null));
        }
    }

    /** Returns whether the program, which is the first word, is the same for all records. */
    boolean hasFixedProgram() {
        return words.getFirst().stream().allMatch(part -> part.placeholder == null);
    }

    /**
     * Returns the words of the command for a record.
     *
     * @throws IpcException UNUSABLE if the record becomes part of a word and has a zero byte
     */
    List<byte[]> words(JobRecord record, int slot) {
        if (usesRecord) {
            check(record);
        }
        List<byte[]> made = new ArrayList<>(words.size());
        for (List<Part> parts : words) {
            made.add(word(parts, record, slot));
        }
        return made;
    }

    private static void check(JobRecord record) {
        for (byte one : record.bytes()) {
            if (one == 0) {
                throw new IpcException(
                        Category.UNUSABLE,
                        "the record has a zero byte, which no argument can have");
            }
        }
    }

    private static byte[] word(List<Part> parts, JobRecord record, int slot) {
        if (parts.size() == 1) {
            return bytes(parts.getFirst(), record, slot);
        }
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (Part part : parts) {
            word.writeBytes(bytes(part, record, slot));
        }
        return word.toByteArray();
    }

    private static byte[] bytes(Part part, JobRecord record, int slot) {
        return switch (part.placeholder) {
            case null -> part.text;
            case RECORD -> record.bytes();
            case NUMBER -> ascii(record.number());
            case SLOT -> ascii(slot);
        };
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
