package ipckit.fan.each.template;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.OwnCommandLine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command whose words may contain placeholders. The command is run once for each job. The values,
 * the number and the job slot of the job replace the placeholders. If the command has no
 * placeholder, the values can be appended as the last words. Immutable.
 */
public final class CommandTemplate {
    /** The parts of each word. */
    private final List<List<TemplatePart>> words = new ArrayList<>();

    private final boolean usesValues;

    /**
     * @param words the words of the command, which may contain placeholders
     * @param syntax decides which texts are placeholders
     * @param appended whether the values become the last words if the command has no placeholder
     */
    public CommandTemplate(List<String> words, PlaceholderSyntax syntax, boolean appended) {
        boolean isFixed = true;
        for (String word : words) {
            List<TemplatePart> parts = syntax.parts(OwnCommandLine.bytesOf(word));
            this.words.add(parts);
            isFixed &= isFixed(parts);
        }
        if (appended && isFixed) {
            this.words.add(List.of(TemplatePart.VALUES));
        }
        usesValues = this.words.stream().anyMatch(CommandTemplate::usesValues);
    }

    private static boolean isFixed(List<TemplatePart> parts) {
        for (TemplatePart part : parts) {
            if (part.kind() != TemplatePart.Kind.LITERAL) {
                return false;
            }
        }
        return true;
    }

    private static boolean usesValues(List<TemplatePart> parts) {
        return parts.stream().anyMatch(part -> part.kind() == TemplatePart.Kind.VALUES);
    }

    /** Returns whether the program, which is the first word, is the same for all jobs. */
    public boolean hasFixedProgram() {
        return isFixed(words.getFirst());
    }

    /**
     * Returns the words of the command of a job. A word that is only a placeholder for all values
     * becomes one word for each value. In a longer word, a blank separates the values.
     *
     * @param values the values of the job, at least one
     * @throws IpcException UNUSABLE if a word would have a zero byte
     */
    public List<byte[]> words(List<byte[]> values, long number, int slot) {
        if (usesValues) {
            check(values);
        }
        List<byte[]> made = new ArrayList<>(words.size() + values.size());
        for (List<TemplatePart> parts : words) {
            if (parts.size() == 1 && parts.getFirst().standsForAllValues()) {
                for (byte[] value : values) {
                    made.add(parts.getFirst().form().of(value));
                }
            } else {
                made.add(word(parts, values, number, slot));
            }
        }
        return made;
    }

    private static void check(List<byte[]> values) {
        for (byte[] value : values) {
            for (byte one : value) {
                if (one == 0) {
                    throw new IpcException(
                            Category.UNUSABLE,
                            "the record has a zero byte, which no argument can have");
                }
            }
        }
    }

    private static byte[] word(
            List<TemplatePart> parts, List<byte[]> values, long number, int slot) {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (TemplatePart part : parts) {
            switch (part.kind()) {
                case LITERAL -> word.writeBytes(part.text());
                case NUMBER -> word.writeBytes(ascii(number));
                case SLOT -> word.writeBytes(ascii(slot));
                case VALUES -> append(part, values, word);
            }
        }
        return word.toByteArray();
    }

    /**
     * Appends one value, or all values with blanks between them. If the job has fewer values than
     * the number in the placeholder, appends nothing.
     */
    private static void append(TemplatePart part, List<byte[]> values, ByteArrayOutputStream word) {
        if (!part.standsForAllValues()) {
            if (part.position() <= values.size()) {
                word.writeBytes(part.form().of(values.get(part.position() - 1)));
            }
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                word.write(' ');
            }
            word.writeBytes(part.form().of(values.get(i)));
        }
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
