package ipckit.chain.textbook;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

/**
 * {@code ipc-chain explain}: prints the loop with which textbooks make a chain of processes by
 * fork(2). A process leaves this loop when a condition is true. The output lists several such
 * conditions, and shows the chain or tree of processes that results from each condition.
 */
public final class ExplainChainCommand implements Command {
    private static final String TEXT =
            """
            fork() returns twice: 0 in the child, and the child's process ID, which is greater
            than 0, in the parent. If the system refuses another process, fork() returns once,
            -1, and there is no child.

                for (i = 1; i < n; ++i)
                    if (CONDITION)
                        break;

            A process for which the condition is true leaves the loop with its current i.

            CONDITION       leaves the loop     result for n = 4

            fork()          parent, failure     a chain: 1 -> 2 -> 3 -> 4
                                                each child goes on and becomes a parent

            fork() != 0     parent, failure     the same, written out

            fork() > 0      parent only         a chain; where fork() fails, the process stays in
                                                the loop and tries again with the next i

            fork() <= 0     child, failure      a fan: 1 -> 2, 1 -> 3, 1 -> 4
                                                the parent goes on; see ipc-fan(1)

            (no break)      none                a tree of 2 to the power of n - 1 processes:
                                                every process forks in every turn

            So "<= 0" means a child or a failure, and "> 0" means a parent. "fork()" and "!= 0"
            cannot distinguish a parent from a failure. ipc-chain reports a failure, and
            --on-failure selects whether the chain so far is ended or goes on without the rest.

            A parent that ends without wait(2) leaves an orphan: the kernel gives the child to the
            nearest ancestor that adopts orphans, in most cases process 1. A parent that lives on
            without wait(2) leaves a zombie when its child ends. Try: ipc-chain -n 4 --wait none
            """;

    /** Declares the exit codes of the verb, which has no options. */
    public ExplainChainCommand(Arguments arguments) {
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        console.text().print(TEXT);
        return ExitCode.OK.code();
    }
}
