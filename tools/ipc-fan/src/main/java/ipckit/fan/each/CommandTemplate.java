package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.OwnCommandLine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command whose words may contain placeholders. The command is run once for each record of the
 * input. The record replaces <code>{}</code>, the number of the record replaces <code>{#}</code>,
 * and the number of the job slot replaces <code>{%}</code>. If the command has no placeholder, the
 * record can be appended as the last word. Immutable.
 */
final class CommandTemplate {
    private static final String RECORD = "{}";
    private static final String NUMBER = "{#}";
    private static final String SLOT = "{%}";

    /** Matches the empty text before and after each placeholder. */
    private static final Pattern PLACEHOLDER_EDGE = Pattern.compile("(?=\\{[#%]?})|(?<=\\{[#%]?})");

    /** The parts of each word. A part is either a placeholder or a text without placeholders. */
    private final List<List<String>> words = new ArrayList<>();

    private final boolean usesRecord;

    /**
     * @param words the words of the command, which may contain placeholders
     * @param appended whether the record becomes the last word if the command has no placeholder
     */
    CommandTemplate(List<String> words, boolean appended) {
        for (String word : words) {
            this.words.add(List.of(PLACEHOLDER_EDGE.split(word)));
        }
        if (appended && this.words.stream().allMatch(CommandTemplate::isFixed)) {
            this.words.add(List.of(RECORD));
        }
        usesRecord = this.words.stream().anyMatch(parts -> parts.contains(RECORD));
    }

    private static boolean isFixed(List<String> parts) {
        return parts.stream().noneMatch(List.of(RECORD, NUMBER, SLOT)::contains);
    }

    /** Returns whether the program, which is the first word, is the same for all records. */
    boolean hasFixedProgram() {
        return isFixed(words.getFirst());
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
        for (List<String> parts : words) {
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

    private static byte[] word(List<String> parts, JobRecord record, int slot) {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (String part : parts) {
            word.writeBytes(
                    switch (part) {
                        case RECORD -> record.bytes();
                        case NUMBER -> ascii(record.number());
                        case SLOT -> ascii(slot);
                        default -> OwnCommandLine.bytesOf(part);
                    });
        }
        return word.toByteArray();
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
