package ipckit.fan.textbook;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

/**
 * The verb {@code explain}, which prints what fork() returns and why a loop around fork() creates a
 * fan. A fan is one parent with several children.
 */
public final class ExplainFanCommand implements Command {
    private static final String TEXT =
            """
            fork() returns twice: 0 in the child, and the child's process ID in the parent. When no
            process can be created it returns once, -1, in the parent.

                for (i = 1; i < n; ++i)
                    if ((childpid = fork()) <= 0)
                        break;

            Each child gets 0 and leaves the loop with the value of i at its creation. The parent
            gets a process ID, which is greater than 0, and stays in the loop until i is n. So one
            process is the parent of all others: a fan. After a failure the parent leaves the loop
            too, and creates no more children.

            The condition decides the shape, here for n = 4:

            fork() <= 0     the child leaves      a fan:    1 -> 2, 1 -> 3, 1 -> 4
            fork() > 0      the parent leaves     a chain:  1 -> 2 -> 3 -> 4 (see ipc-chain(1))
            no break        no process leaves     a tree of 2 to the power of n - 1 processes

            'ipc-fan -n N' counts the children only, so it makes N + 1 processes.

            A parent that waits prints last, because wait(2) returns when a child has ended. A
            parent that does not wait may end first: its children are then orphans, and the kernel
            gives them to another parent, usually process 1. A parent that neither waits nor ends
            leaves its ended children as zombies. Try: ipc-fan -n 3 --wait none
            """;

    public ExplainFanCommand(Arguments arguments) {
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        console.text().print(TEXT);
        return ExitCode.OK.code();
    }
}
