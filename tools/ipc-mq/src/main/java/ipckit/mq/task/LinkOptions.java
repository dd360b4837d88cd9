package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.CapacityConverter;

import java.time.Duration;

/** The options by which the user of a verb names a peer task in place of a mailbox. */
public final class LinkOptions {
    private final String option;
    private final boolean peerMustExist;
    private final Argument<String> peer;
    private final Argument<Integer> capacity;
    private final Argument<Duration> waitPeer;

    private LinkOptions(
            Arguments arguments,
            String option,
            String help,
            boolean peerMustExist,
            String waitHelp) {
        this.option = option;
        this.peerMustExist = peerMustExist;
        peer = arguments.text(option, "PEER", help).completes(Completion.TASK);
        capacity =
                arguments
                        .option(
                                "--link-capacity",
                                "N",
                                "capacity of a new link, or unbounded",
                                CapacityConverter.ANY)
                        .orElse(LinkRegistry.STANDARD_CAPACITY);
        waitPeer = arguments.option("--wait-peer", "DURATION", waitHelp, DurationConverter.ANY);
        arguments.needs(waitPeer, peer);
        arguments.needs(capacity, peer);
    }

    /** Declares the options of a verb that sends messages to a peer task. The peer must exist. */
    public static LinkOptions ofSender(Arguments arguments) {
        return new LinkOptions(
                arguments,
                "--to",
                "the task to send to, in place of NAME",
                true,
                "how long to wait for PEER to exist (default: not at all)");
    }

    /**
     * Declares the options of a verb that receives messages from a peer task. The peer need not
     * exist yet.
     */
    public static LinkOptions ofReceiver(Arguments arguments) {
        return new LinkOptions(
                arguments,
                "--from",
                "only messages that PEER sends to TASK",
                false,
                "fail with 69 if PEER does not exist by then");
    }

    /**
     * Returns the option that names the peer, so that a verb can declare which other arguments
     * exclude this option.
     */
    public Argument<String> peer() {
        return peer;
    }

    /** Returns whether the user named a peer. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(peer);
    }

    /** Returns the capacity of a link that the verb creates. */
    public int capacity(ParsedArguments given) {
        return given.get(capacity);
    }

    /**
     * Registers the task {@code own}, and returns the name of the peer that the user gave.
     *
     * <p>With {@code --wait-peer}, waits until the peer is registered, but at most for the duration
     * of this option. Without this option, does not wait: if the verb sends, the peer must be
     * registered already; if the verb receives, the peer may be registered later.
     *
     * @param own the name of this process's task
     * @throws IpcException ABSENT when the peer is not registered in time; USAGE when a name is
     *     illegal
     */
    public ObjectName awaitPeer(ParsedArguments given, LinkRegistry links, ObjectName own) {
        ObjectName named = new ObjectName(given.find(peer).orElseThrow());
        links.register(own);
        if (peerMustExist || given.has(waitPeer)) {
            links.await(named, given.find(waitPeer).map(Deadline::after).orElse(Deadline.NOW));
        }
        return named;
    }

    /**
     * Returns the name of this process's task. A user can name one thread of a task in the form
     * TASK/THREAD, such as {@code worker/2}. In this case, returns only the name of the task,
     * {@code worker}.
     *
     * @param name the value of {@code --as} or {@code $IPC_TASK}; may be empty
     * @throws IpcException USAGE when the name is empty or illegal
     */
    public ObjectName ownTask(String name) {
        if (name.isEmpty()) {
            throw new IpcException(Category.USAGE, option + " needs --as or $IPC_TASK");
        }
        return new ObjectName(name.split("/", 2)[0]);
    }
}
