package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.mailbox.ArrivalWatcher;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Receives from the ports of a set in turn, in the order of their names. Therefore a port that
 * always has messages does not starve the other ports. A wait also notices a message in a port that
 * was put into the set during the wait.
 */
final class PortSetSource implements PortSource {
    /**
     * The longest part of a wait, in nanoseconds. Between two parts, this object reads again which
     * ports are in the set.
     */
    private static final long LONGEST_WAIT_NANOS = 100_000_000;

    private final ReceiveFromPortRun.Plan plan;
    private final PortSpace space;
    private final BooleanSupplier givenUp;
    private final Map<String, PortReceiver> open = new HashMap<>();
    private final ArrivalWatcher watcher = new ArrivalWatcher();
    private List<String> members;
    private PortReceiver claimed;
    private String last = "";

    /**
     * @param givenUp called repeatedly during a wait; true ends the wait
     */
    PortSetSource(ReceiveFromPortRun.Plan plan, PortSpace space, BooleanSupplier givenUp) {
        this.plan = plan;
        this.space = space;
        this.givenUp = givenUp;
        this.members = space.sets().members(plan.task(), plan.port());
    }

    @Override
    public MailboxOutcome receive(Deadline deadline) {
        for (; ; ) {
            for (String port : inTurn()) {
                if (receiveFrom(port) == MailboxOutcome.DONE) {
                    last = port;
                    return MailboxOutcome.DONE;
                }
            }
            if (givenUp.getAsBoolean()) {
                return MailboxOutcome.GIVEN_UP;
            }
            if (deadline.expired()) {
                return MailboxOutcome.TIMED_OUT;
            }
            await(deadline);
            readMembers();
        }
    }

    /**
     * Returns the names of the ports in the order in which to try them. The order is alphabetical,
     * but it begins after the port from which the last message was received. The names up to and
     * including that port follow at the end.
     */
    private List<String> inTurn() {
        List<String> later = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        for (String port : members) {
            (port.compareTo(last) > 0 ? later : earlier).add(port);
        }
        later.addAll(earlier);
        return later;
    }

    private MailboxOutcome receiveFrom(String port) {
        try {
            PortReceiver from = open.get(port);
            if (from == null) {
                from = open(port);
                open.put(port, from);
            }
            claimed = from;
            return from.receive(Deadline.NOW);
        } catch (IpcException e) {
            switch (e.category()) {
                case WOULD_BLOCK, TIMED_OUT -> {
                    // The mailbox is locked by a stopped process, so this object continues with the
                    // next port.
                }
                case REMOVED, DENIED, ABSENT -> close(port);
                default -> throw e;
            }
            return MailboxOutcome.TIMED_OUT;
        }
    }

    private PortReceiver open(String port) {
        PortReceiver receiver =
                space.ports().receiver(plan.task(), port, Deadline.NEVER, () -> false);
        receiver.wantName(plan.rightName());
        return receiver;
    }

    private void close(String port) {
        PortReceiver closed = open.remove(port);
        if (closed != null) {
            closed.close();
        }
    }

    /**
     * Waits until one of the ports may have a message, or until the deadline passes. Waits at most
     * {@link #LONGEST_WAIT_NANOS}, because the caller must then read again which ports are in the
     * set.
     */
    private void await(Deadline deadline) {
        try {
            boolean _ = watcher.await(open.values(), deadline.atMost(LONGEST_WAIT_NANOS));
        } catch (IpcException e) {
            // A port is dead, or its mailbox cannot be used. This object looks at each port after
            // the wait, so it finds the same failure and handles it.
        }
    }

    private void readMembers() {
        try {
            members = space.sets().members(plan.task(), plan.port());
        } catch (IpcException e) {
            throw e.category() == Category.DENIED
                    ? new IpcException(
                            Category.REMOVED, "port set " + plan.port() + " was destroyed", e)
                    : e;
        }
        for (Iterator<String> names = open.keySet().iterator(); names.hasNext(); ) {
            String name = names.next();
            if (!members.contains(name)) {
                open.get(name).close();
                names.remove();
            }
        }
    }

    @Override
    public PortReceiver claimed() {
        return claimed;
    }

    @Override
    public void close() {
        watcher.close();
        open.values().forEach(PortReceiver::close);
        open.clear();
    }
}
