package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.CapacityConverter;

import java.time.Duration;

/** The options of those who name a task in place of a mailbox. */
public final class LinkOptions {
    private final String option;
    private final Argument<String> peer;
    private final Argument<Integer> capacity;
    private final Argument<Duration> waitPeer;

    /**
     * @param option by which the other task is named
     */
    public LinkOptions(Arguments arguments, String option, String help) {
        this.option = option;
        peer = arguments.text(option, "PEER", help);
        capacity =
                arguments
                        .option(
                                "--link-capacity",
                                "N",
                                "of a link that is made, or unbounded",
                                CapacityConverter.ANY)
                        .orElse(MailboxSpec.STANDARD_CAPACITY);
        waitPeer =
                arguments.option(
                        "--wait-peer",
                        "DURATION",
                        "how long to wait for PEER to be known (default: not at all)",
                        DurationConverter.ANY);
        arguments.needs(waitPeer, peer);
    }

    /** For rules with other options. */
    public Argument<String> peer() {
        return peer;
    }

    /** The same. */
    public Argument<Integer> capacity() {
        return capacity;
    }

    /** Whether another task is named. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(peer);
    }

    public int capacity(ParsedArguments given) {
        return given.get(capacity);
    }

    /**
     * The other task, which is known.
     *
     * @param us makes ourselves known before we wait for it
     * @throws IpcException USAGE, ABSENT
     */
    public ObjectName peer(ParsedArguments given, LinkRegistry links, ObjectName us) {
        ObjectName named = new ObjectName(given.find(peer).orElseThrow());
        links.know(us);
        links.await(named, given.find(waitPeer).map(Deadline::after).orElse(Deadline.NOW));
        return named;
    }

    /**
     * The task that we are: of {@code worker/2} it is {@code worker}.
     *
     * @param name as {@code --as} or {@code $IPC_TASK} says it; may be empty
     */
    public ObjectName task(String name) {
        if (name.isEmpty()) {
            throw new IpcException(Category.USAGE, option + " needs --as or $IPC_TASK");
        }
        return new ObjectName(name.split("/", 2)[0]);
    }
}
