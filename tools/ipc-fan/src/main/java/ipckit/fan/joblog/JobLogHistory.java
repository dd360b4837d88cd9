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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The results of the jobs of earlier runs, as a job log tells them. A job is the same in several
 * runs if its command, its number, its record and its values are the same. If the log has several
 * lines for a job, the last line decides. Immutable after {@link #read}.
 */
public final class JobLogHistory {
    /**
     * A job that failed when it was run last.
     *
     * @param number the number of the job's record
     * @param record the content of the record without the terminator
     * @param values the values that replace the placeholders of the command
     */
    public record FailedJob(long number, byte[] record, List<byte[]> values) {}

    /**
     * For each command, the jobs by their keys. The key of a job that succeeded is mapped to null.
     */
    private final Map<LoggedCommand, Map<Key, FailedJob>> jobs = new LinkedHashMap<>();

    private JobLogHistory() {}

    /**
     * Reads a job log. Skips a line whose end is missing, because a process that was killed may
     * have left such a line.
     *
     * @param mayBeAbsent whether a file that does not exist is an empty log
     * @throws IpcException UNUSABLE if the file is not a job log; IO if it cannot be read; FAILED
     *     if the memory is too small for the jobs of the log
     */
    public static JobLogHistory read(Path file, boolean mayBeAbsent) {
        if (mayBeAbsent && Files.notExists(file)) {
            return new JobLogHistory();
        }
        try {
            return of(file);
        } catch (OutOfMemoryError e) {
            throw new IpcException(Category.FAILED, "not enough memory for the log " + file, e);
        }
    }

    private static JobLogHistory of(Path file) {
        JobLogHistory history = new JobLogHistory();
        // The decoder replaces bytes that are not UTF-8, for example in a line whose end is
        // missing.
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                history.addLine(line, file, number++);
            }
            return history;
        } catch (IOException e) {
            throw JobLog.failure(file, e);
        }
    }

    private void addLine(String line, Path file, int number) {
        try {
            add(JsonReader.object(line));
        } catch (ParseException e) {
            if (e.getErrorOffset() < line.length()) {
                throw new IpcException(
                        Category.UNUSABLE,
                        file + " is not a job log: line " + number + ": " + e.getMessage(),
                        e);
            }
        }
    }

    private void add(Map<String, Object> line) throws ParseException {
        LoggedCommand command = LoggedCommand.of(line);
        long number = integer(line, "seq");
        byte[] record = record(line);
        List<byte[]> values = values(line, record);
        FailedJob job = new FailedJob(number, record, values);
        boolean isSuccess = integer(line, "status") == 0;
        jobs.computeIfAbsent(command, _ -> new LinkedHashMap<>())
                .put(Key.of(number, record, values), isSuccess ? null : job);
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

    /** Returns the values of a job. By default, the record is the only value. */
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

    /**
     * Identifies a job among the jobs of a command. Jobs with the same key run the same words,
     * because the values replace the placeholders of the command.
     *
     * @param values the values; empty if the record is the only value
     */
    private record Key(long number, String record, List<String> values) {
        static Key of(long number, byte[] record, List<byte[]> values) {
            boolean isOnly = JobLogLine.isOnly(values, record);
            return new Key(
                    number,
                    text(record),
                    isOnly ? List.of() : values.stream().map(Key::text).toList());
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns whether a job succeeded when it was run last. */
    public boolean hasSucceeded(
            LoggedCommand command, long number, byte[] record, List<byte[]> values) {
        Map<Key, FailedJob> known = jobs.getOrDefault(command, Map.of());
        Key key = Key.of(number, record, values);
        return known.containsKey(key) && known.get(key) == null;
    }

    /** Returns the jobs that run a command and have failed in their last run, sorted by number. */
    public List<FailedJob> failed(LoggedCommand command) {
        return jobs.getOrDefault(command, Map.of()).values().stream()
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(FailedJob::number))
                .toList();
    }

    /** Returns the commands with at least one job that failed when it was run last. */
    public List<LoggedCommand> failedCommands() {
        return jobs.keySet().stream().filter(command -> !failed(command).isEmpty()).toList();
    }
}
