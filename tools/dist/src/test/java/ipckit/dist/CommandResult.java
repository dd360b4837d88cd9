package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The exit code and the output of a command that has ended.
 *
 * @param code the exit code; 128 + n if signal n ended the command
 * @param output the text that the command wrote to standard output
 * @param errors the text that the command wrote to standard error
 */
public record CommandResult(int code, String output, String errors) {
    /** Fails unless the exit code is {@code expected}. Returns this result. */
    public CommandResult expect(int expected) {
        assertEquals(expected, code, errors + output);
        return this;
    }

    /** Fails unless standard output contains {@code text}. Returns this result. */
    public CommandResult prints(String text) {
        assertTrue(output.contains(text), "no '" + text + "' in: " + output);
        return this;
    }

    /** Fails unless standard error contains {@code text}. Returns this result. */
    public CommandResult reports(String text) {
        assertTrue(errors.contains(text), "no '" + text + "' in: " + errors);
        return this;
    }
}
