package ipckit.chain;

import ipckit.common.cli.output.TextOutput;

/** What fork() returns, and what a condition on it makes of a loop. */
final class Explanation {
    private static final String TEXT =
            """
            fork() returns twice: 0 in the child, and the child's number, which is greater, in the
            parent. If there may be no more processes it returns once, -1, and there is no child.

                for (i = 1; i < n; ++i)
                    if (CONDITION)
                        break;

            Whoever finds the condition true leaves the loop, and with that value of i.

            CONDITION       who leaves          what it makes, for n = 4

            fork()          parent, failure     a chain: 1 -> 2 -> 3 -> 4
                                                each child goes on and becomes a parent

            fork() != 0     parent, failure     the same; this says what is meant

            fork() > 0      parent only         a chain; where fork() fails, the process stays in
                                                the loop and tries again with the next i

            fork() <= 0     child, failure      a fan: 1 -> 2, 1 -> 3, 1 -> 4
                                                the parent goes on; see ipc-fan(1)

            (no break)      nobody              a tree of 2 to the power of n - 1 processes: all
                                                of them fork, each time

            So "<= 0" is a child or a failure, and "> 0" is a parent; "fork()" and "!= 0" do not
            tell a parent from a failure. Here a failure is reported, and with --on-failure one
            chooses whether the chain so far is ended or goes on without the rest.

            Whoever does not wait(2) for its child leaves an orphan, if it ends first: the kernel
            gives the child to the nearest ancestor that takes orphans, mostly process 1. Whoever
            lives on and does not wait leaves a zombie. Try: ipc-chain -n 4 --wait none
            """;

    private Explanation() {}

    static void print(TextOutput out) {
        out.print(TEXT);
    }
}
