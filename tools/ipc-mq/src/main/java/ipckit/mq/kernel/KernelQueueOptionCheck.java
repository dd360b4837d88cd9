package ipckit.mq.kernel;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.ParsedArguments;

import java.util.ArrayList;
import java.util.List;

/** The options of a verb that ask for more than a queue of the kernel can carry or do. */
public final class KernelQueueOptionCheck {
    private record Refused(Argument<?> option, String what) {}

    private final List<Refused> all = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param what the queues do not have, in the plural
     */
    public KernelQueueOptionCheck refuse(Argument<?> option, String what) {
        all.add(new Refused(option, what));
        return this;
    }

    /**
     * @throws ipckit.common.IpcException USAGE if one of them is given
     */
    public void check(KernelQueueName queue, ParsedArguments given) {
        for (Refused one : all) {
            if (given.has(one.option)) {
                throw queue.without(one.what);
            }
        }
    }
}
