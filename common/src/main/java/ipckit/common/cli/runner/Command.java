package ipckit.common.cli.runner;

import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/**
 * The action of a verb (a subcommand of a program, for example {@code rm}). The constructor of an
 * implementation declares the arguments of the verb. {@link #run} gets the values of the arguments,
 * calls the code that does the work, and prints the result.
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
 *     public int run(ParsedArguments given, Console console) {
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
     * Performs the action on the main thread. The action may block.
     *
     * @return the exit code
     * @throws ipckit.common.IpcException if the action fails; the program then prints the
     *     exception's message as its error line and exits with the exit code of the exception's
     *     category
     * @throws Exception if the action fails in an unexpected way; the program then prints an error
     *     line, and the type of the exception decides the exit code
     */
    int run(ParsedArguments given, Console console) throws Exception;
}
