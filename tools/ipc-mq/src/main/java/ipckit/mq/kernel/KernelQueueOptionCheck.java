package ipckit.mq.kernel;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.ParsedArguments;

import java.util.ArrayList;
import java.util.List;

/** Refuses the options of a verb that kernel queues cannot honour. */
public final class KernelQueueOptionCheck {
    private record Refused(Argument<?> option, String what) {}

    private final List<Refused> refused = new ArrayList<>();

    /**
     * Adds an option to refuse.
     *
     * @param what the feature that kernel queues lack, in the plural: "headers"
     */
    public KernelQueueOptionCheck refuse(Argument<?> option, String what) {
        refused.add(new Refused(option, what));
        return this;
    }

    /**
     * Checks that the user gave none of the options to refuse.
     *
     * @throws ipckit.common.IpcException USAGE when the user gave one of them
     */
    public void check(KernelQueueName queue, ParsedArguments given) {
        for (Refused one : refused) {
            if (given.has(one.option)) {
                throw queue.without(one.what);
            }
        }
    }
}
