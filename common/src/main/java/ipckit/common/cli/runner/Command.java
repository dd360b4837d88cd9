package ipckit.common.cli.runner;

import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/**
 * What a verb does: turn the parsed values into a plain record, make one call, print.
 *
 * <pre>{@code
 * final class RemoveCommand implements Command {
 *     private final Argument<List<String>> names;
 *
 *     RemoveCommand(Arguments arguments) {
 *         names = arguments.operands("NAME", "the buffers to remove", 1);
 *         arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
 *     }
 *
 *     public int run(Parsed given, Console console) {
 *         for (String name : given.get(names)) {
 *             Buffers.remove(name);
 *             console.message("removed " + name);
 *         }
 *         return ExitCode.OK.code();
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Command {
    /**
     * Runs on the main thread, and may block.
     *
     * @return the exit code
     * @throws ipckit.common.IpcException to end with its category's code and its message as the
     *     error line
     * @throws Exception any other ends with one line as well
     */
    int run(ParsedArguments given, Console console) throws Exception;
}
