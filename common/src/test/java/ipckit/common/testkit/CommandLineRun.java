package ipckit.common.testkit;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The result of a command line that was run in this process, with an empty standard input.
 *
 * @param code the exit code
 * @param output what the command wrote to standard output
 * @param errors what the command wrote to standard error
 */
public record CommandLineRun(int code, String output, String errors) {
    /** Runs a program with the given words. */
    public static CommandLineRun of(Program program, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(InputStream.nullInputStream(), out, err);
        int code = Runner.run(program, words, console);
        return new CommandLineRun(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a program with the words of a line, which are separated by single blanks. */
    public static CommandLineRun ofLine(Program program, String line) {
        return of(program, line.isEmpty() ? new String[0] : line.split(" "));
    }
}
