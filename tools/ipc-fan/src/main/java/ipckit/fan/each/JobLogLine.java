package ipckit.fan.each;

import ipckit.common.cli.output.JsonWriter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line of the log of jobs. It begins with what tells one job from another, which no reader of
 * JSON is needed to find again, and ends with the exit status.
 *
 * @param record what the job was run for
 * @param slot where
 * @param start when it began, in milliseconds since 1970
 * @param seconds how long it took, all tries together
 * @param tries how many there were
 * @param signal the signal that ended the last of them, or 0
 * @param status the exit status of the last
 */
record JobLogLine(
        JobRecord record, int slot, long start, double seconds, int tries, int signal, int status) {
    private static final String AFTER_RECORD = ",\"slot\":";
    private static final String WELL = ",\"status\":0}";

    /** The line, with its end. */
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

    /** What a line for this record begins with. */
    static String identity(JobRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        identify(record, JsonWriter.to(bytes).object()).endLine();
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * The {@linkplain #identity identity} of the job that a line says has ended well; null if it
     * says something else, or is a torn one.
     */
    static String identityIfWell(String line) {
        int end = line.lastIndexOf(AFTER_RECORD);
        return end > 0 && line.endsWith(WELL) ? line.substring(0, end) : null;
    }
}
