package ipckit.fan.joblog;

import java.util.List;

/**
 * Identifies a job in a line of the job log. A job of one run of {@code each} is the same as a job
 * of another run if their commands, numbers, records and values are the same.
 *
 * @param number the number of the job's record
 * @param record the content of the record without the terminator
 * @param values the values that replace the placeholders of the command
 */
public record LoggedJob(LoggedCommand command, long number, byte[] record, List<byte[]> values) {}
