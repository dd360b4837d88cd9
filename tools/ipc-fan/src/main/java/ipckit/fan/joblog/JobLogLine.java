package ipckit.fan.joblog;

import ipckit.common.ExactText;
import ipckit.common.cli.output.JsonWriter;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A line of the job log, which is a JSON object. The number and the text of the record, the values
 * and the command together identify the job.
 *
 * @param number the number of the job's record
 * @param record the content of the record without the terminator
 * @param values the values that replace the placeholders of the command
 * @param command the command of the job
 * @param slot the job slot
 * @param start the time at which the first try began, in milliseconds since 1970
 * @param seconds the time from {@code start} until the end of the job, in seconds; includes all
 *     tries
 * @param tries the number of tries
 * @param signal the signal that ended the last try, or 0
 * @param status the exit status of the last try
 */
public record JobLogLine(
        long number,
        byte[] record,
        List<byte[]> values,
        LoggedCommand command,
        int slot,
        long start,
        double seconds,
        int tries,
        int signal,
        int status) {
    static final String RECORD = "record";
    static final String RECORD_BASE64 = "record_base64";
    static final String VALUES = "values";
    static final String VALUES_BASE64 = "values_base64";

    /** Returns the line with its newline. */
    byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = JsonWriter.to(bytes).object().field("seq", number);
        writeRecord(json);
        if (!isOnly(values, record)) {
            writeValues(json);
        }
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

    /**
     * Returns whether a record is the only value of its job. If so, the job's line in the log omits
     * the values.
     */
    static boolean isOnly(List<byte[]> values, byte[] record) {
        return values.size() == 1 && Arrays.equals(values.getFirst(), record);
    }

    private void writeRecord(JsonWriter json) {
        String text = ExactText.of(record);
        if (ExactText.hasInvalidUtf8(text)) {
            json.field(RECORD_BASE64, Base64.getEncoder().encodeToString(record));
        } else {
            json.field(RECORD, text);
        }
    }

    private void writeValues(JsonWriter json) {
        boolean isText = true;
        for (byte[] value : values) {
            isText &= !ExactText.hasInvalidUtf8(ExactText.of(value));
        }
        json.name(isText ? VALUES : VALUES_BASE64).array();
        for (byte[] value : values) {
            json.value(isText ? ExactText.of(value) : Base64.getEncoder().encodeToString(value));
        }
        json.end();
    }
}
