package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.EachOperand;
import ipckit.common.naming.ObjectName;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The operands of a verb that changes several daemons. After a failure the verb continues with the
 * next daemon, as rm(1) does. The first failure decides the exit code.
 */
final class NamedDaemons {
    private final String program;
    private final Argument<List<String>> names;

    /**
     * Declares the operands, which are the names of one or more daemons.
     *
     * @param program the program's name, with which error lines begin
     */
    NamedDaemons(Arguments arguments, String program) {
        this.program = program;
        names = arguments.operands("NAME", "one or more daemons", 1).completes(Completion.DAEMON);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /**
     * Returns the names of the daemons that the user gave.
     *
     * @throws IpcException USAGE if a name is illegal
     */
    List<ObjectName> of(ParsedArguments given) {
        List<ObjectName> all = new ArrayList<>();
        for (String name : given.get(names)) {
            all.add(new ObjectName(name));
        }
        return all;
    }

    /**
     * Calls the action with each element. Prints each failure, and continues.
     *
     * @return the exit code of the first failure; 0 if the action has never failed
     */
    <T> int each(List<T> elements, Console console, Consumer<T> action) {
        return EachOperand.run(program, elements, console, action);
    }
}
