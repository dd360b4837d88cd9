package ipckit.fan.joblog;

import ipckit.common.cli.output.JsonWriter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line of the job log, which is a JSON object. The number and the text of the record and the
 * command together identify the job.
 *
 * @param number the number of the job's record
 * @param record the content of the record without the terminator
 * @param command the command of the job
 * @param slot the job slot
 * @param start the time at which the command was first executed, in milliseconds since 1970
 * @param seconds the time from then until the end of the job, in seconds; includes all retries
 * @param tries the number of attempts to execute the command
 * @param signal the signal that ended the last attempt, or 0
 * @param status the exit status of the last attempt
 */
public record JobLogLine(
        long number,
        byte[] record,
        LoggedCommand command,
        int slot,
        long start,
        double seconds,
        int tries,
        int signal,
        int status) {
    static final String RECORD = "record";
    static final String RECORD_BASE64 = "record_base64";

    /** Returns the line with its newline. */
    byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = JsonWriter.to(bytes).object().field("seq", number);
        writeRecord(json);
        command.write(json);
        json.field("slot", slot)
                .instant("start", start)
                .field("seconds", seconds)
                .field("tries", tries)
                .field("signal", signal)
                .field("status", status)
                .end()
                .endLine();
        return bytes.toByteArray();
    }

    private void writeRecord(JsonWriter json) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            json.field(RECORD, text);
        } catch (CharacterCodingException e) {
            json.field(RECORD_BASE64, Base64.getEncoder().encodeToString(record));
        }
    }
}
