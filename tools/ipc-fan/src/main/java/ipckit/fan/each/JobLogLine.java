package ipckit.fan.each;

import ipckit.common.cli.output.JsonWriter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line of the job log. The line is a JSON object. It begins with the number and the text of the
 * record, which together identify the job, and it ends with the exit status. A later run of the
 * program needs no JSON parser to find the jobs that succeeded, because it compares only the
 * beginning and the end of each line.
 *
 * @param record the record of the job
 * @param slot the job slot
 * @param start the time at which the job began, in milliseconds since 1970
 * @param seconds the duration of the job, in seconds; includes all retries
 * @param tries the number of attempts to execute the command
 * @param signal the signal that ended the last attempt, or 0
 * @param status the exit status of the last attempt
 */
record JobLogLine(
        JobRecord record, int slot, long start, double seconds, int tries, int signal, int status) {
    private static final String AFTER_IDENTITY = ",\"slot\":";
    private static final String SUCCESS = ",\"status\":0}";

    /** Returns the line with its newline. */
    byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        identify(record, JsonWriter.to(bytes).object())
                .field("slot", slot)
                .instant("start", start)
                .field("seconds", seconds)
                .field("tries", tries)
                .field("signal", signal)
                .field("status", status)
                .end()
                .endLine();
        return bytes.toByteArray();
    }

    private static JsonWriter identify(JobRecord record, JsonWriter json) {
        json.field("seq", record.number());
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(record.bytes()))
                            .toString();
            return json.field("record", text);
        } catch (CharacterCodingException e) {
            return json.field("record_base64", Base64.getEncoder().encodeToString(record.bytes()));
        }
    }

    /**
     * Returns the text with which every line for a record begins. The lines for different records
     * begin with different texts.
     */
    static String identity(JobRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        identify(record, JsonWriter.to(bytes).object()).endLine();
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Returns the {@linkplain #identity identity} of the job that a line describes, if the job
     * succeeded (exit status 0). Returns null for any other line. An incomplete line, whose end was
     * not written, also yields null.
     */
    static String identityOfSuccess(String line) {
        int end = line.lastIndexOf(AFTER_IDENTITY);
        return end > 0 && line.endsWith(SUCCESS) ? line.substring(0, end) : null;
    }
}
