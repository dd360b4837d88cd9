package ipckit.fan.joblog;

import ipckit.common.ExactText;
import ipckit.common.cli.output.JsonWriter;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The command of a job, and the properties of the command that a line of the job log contains.
 *
 * @param words the words that the user gave, with their placeholders
 * @param readsRecord whether the command reads the record from standard input
 * @param replaced the only placeholder, if the user has chosen one with {@code --replace}; null if
 *     the usual placeholders, such as {@code {}}, are replaced
 * @param positions the largest number that a placeholder such as {@code {2}} may have; 0 if
 *     placeholders have no numbers
 */
public record LoggedCommand(
        List<String> words, boolean readsRecord, String replaced, int positions) {
    private static final String WORDS = "command";
    private static final String WORDS_BASE64 = "command_base64";
    private static final String READS_RECORD = "stdin";
    private static final String REPLACED = "replaced";
    private static final String REPLACED_BASE64 = "replaced_base64";
    private static final String POSITIONS = "positions";

    void write(JsonWriter json) {
        boolean isText = true;
        for (String word : words) {
            isText &= !ExactText.hasInvalidUtf8(word);
        }
        json.name(isText ? WORDS : WORDS_BASE64).array();
        for (String word : words) {
            byte[] bytes = ExactText.bytesOf(word);
            json.value(isText ? word : Base64.getEncoder().encodeToString(bytes));
        }
        json.end().field(READS_RECORD, readsRecord);
        if (replaced != null) {
            writeReplaced(json);
        }
        if (positions > 0) {
            json.field(POSITIONS, positions);
        }
    }

    private void writeReplaced(JsonWriter json) {
        if (ExactText.hasInvalidUtf8(replaced)) {
            byte[] bytes = ExactText.bytesOf(replaced);
            json.field(REPLACED_BASE64, Base64.getEncoder().encodeToString(bytes));
        } else {
            json.field(REPLACED, replaced);
        }
    }

    /**
     * Returns the command that a line of the job log contains.
     *
     * @throws ParseException if the line contains no command, or an invalid one
     */
    static LoggedCommand of(Map<String, Object> line) throws ParseException {
        boolean isText = line.containsKey(WORDS);
        if (!(line.get(isText ? WORDS : WORDS_BASE64) instanceof List<?> values)
                || values.isEmpty()
                || !(line.get(READS_RECORD) instanceof Boolean readsRecord)) {
            throw new ParseException("it has no command", 0);
        }
        List<String> words = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof String word)) {
                throw new ParseException("a word of the command is not a string", 0);
            }
            words.add(isText ? word : ExactText.of(JobLogReader.decoded(word)));
        }
        return new LoggedCommand(List.copyOf(words), readsRecord, replaced(line), positions(line));
    }

    private static String replaced(Map<String, Object> line) throws ParseException {
        if (line.get(REPLACED) instanceof String text) {
            return text;
        }
        return line.get(REPLACED_BASE64) instanceof String text
                ? ExactText.of(JobLogReader.decoded(text))
                : null;
    }

    private static int positions(Map<String, Object> line) throws ParseException {
        if (!line.containsKey(POSITIONS)) {
            return 0;
        }
        long positions = JobLogReader.integer(line, POSITIONS);
        if (positions < 1 || positions > Integer.MAX_VALUE) {
            throw new ParseException("its number of positions is out of range", 0);
        }
        return (int) positions;
    }
}
