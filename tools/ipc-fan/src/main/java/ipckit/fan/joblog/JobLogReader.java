package ipckit.fan.joblog;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.JsonReader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads the lines of a job log. */
final class JobLogReader {
    private JobLogReader() {}

    /** Receives the result of each job, in the order of the lines. */
    @FunctionalInterface
    interface Results {
        void add(LoggedJob job, boolean isSuccess);
    }

    /**
     * Reads a job log. Skips a line whose end is missing, because a process that was killed may
     * have left such a line.
     *
     * @throws IpcException UNUSABLE if the file is not a job log; IO if it cannot be read; FAILED
     *     if the memory is too small for the jobs of the log
     */
    static void read(Path file, Results results) {
        // This decoder throws no exception for bytes that are not UTF-8, but replaces them. A line
        // whose end is missing may contain such bytes.
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addLine(line, file, number++, results);
            }
        } catch (IOException e) {
            throw JobLog.failure(file, e);
        } catch (OutOfMemoryError e) {
            throw new IpcException(Category.FAILED, "not enough memory for the log " + file, e);
        }
    }

    private static void addLine(String line, Path file, int number, Results results) {
        try {
            add(JsonReader.object(line), results);
        } catch (ParseException e) {
            if (e.getErrorOffset() < line.length()) {
                throw new IpcException(
                        Category.UNUSABLE,
                        file + " is not a job log: line " + number + ": " + e.getMessage(),
                        e);
            }
        }
    }

    private static void add(Map<String, Object> line, Results results) throws ParseException {
        LoggedCommand command = LoggedCommand.of(line);
        long number = integer(line, "seq");
        byte[] record = record(line);
        LoggedJob job = new LoggedJob(command, number, record, values(line, record));
        results.add(job, integer(line, "status") == 0);
    }

    static long integer(Map<String, Object> line, String name) throws ParseException {
        if (line.get(name) instanceof Double number && number == Math.rint(number)) {
            return number.longValue();
        }
        throw new ParseException("it has no number " + name, 0);
    }

    private static byte[] record(Map<String, Object> line) throws ParseException {
        if (line.get(JobLogLine.RECORD) instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (line.get(JobLogLine.RECORD_BASE64) instanceof String text) {
            return decoded(text);
        }
        throw new ParseException("it has no record", 0);
    }

    /**
     * Returns the values of a job. If the line contains no values, the record is the only value.
     */
    private static List<byte[]> values(Map<String, Object> line, byte[] record)
            throws ParseException {
        boolean isText = line.containsKey(JobLogLine.VALUES);
        Object list = line.get(isText ? JobLogLine.VALUES : JobLogLine.VALUES_BASE64);
        if (list == null) {
            return List.of(record);
        }
        List<byte[]> values = new ArrayList<>();
        for (Object value : list instanceof List<?> elements ? elements : List.of(list)) {
            if (!(value instanceof String text)) {
                throw new ParseException("a value of the record is not a string", 0);
            }
            values.add(isText ? text.getBytes(StandardCharsets.UTF_8) : decoded(text));
        }
        return values;
    }

    static byte[] decoded(String base64) throws ParseException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ParseException("'" + base64 + "' is not Base64", 0);
        }
    }
}
