package ipckit.fan.joblog;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.process.OwnCommandLine;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The command of a job, as a line of the job log names it.
 *
 * @param words the words that the user gave, with their placeholders
 * @param readsRecord whether the command reads the record from standard input
 */
public record LoggedCommand(List<String> words, boolean readsRecord) {
    private static final String WORDS = "command";
    private static final String WORDS_BASE64 = "command_base64";
    private static final String READS_RECORD = "stdin";

    void write(JsonWriter json) {
        boolean isText = true;
        for (String word : words) {
            isText &= !OwnCommandLine.hasInvalidUtf8(word);
        }
        json.name(isText ? WORDS : WORDS_BASE64).array();
        for (String word : words) {
            byte[] bytes = OwnCommandLine.bytesOf(word);
            json.value(isText ? word : Base64.getEncoder().encodeToString(bytes));
        }
        json.end().field(READS_RECORD, readsRecord);
    }

    /**
     * Returns the command that a line names.
     *
     * @throws ParseException if the line names no command
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
            words.add(isText ? word : OwnCommandLine.textOf(JobLogHistory.decoded(word)));
        }
        return new LoggedCommand(List.copyOf(words), readsRecord);
    }
}
