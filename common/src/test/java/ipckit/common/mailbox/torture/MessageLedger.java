package ipckit.common.mailbox.torture;

import ipckit.common.testkit.Board;
import ipckit.common.testkit.Orphans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a mailbox has kept its promises. The checks use the notes that all processes of a
 * torture test have written about their messages. A mailbox promises:
 *
 * <ul>
 *   <li>Every message that was reported as sent was received, and acknowledged in the end.
 *   <li>A message that was reported as not sent was never acknowledged, and was not received after
 *       this report.
 *   <li>No two deliveries of a message have the same number.
 *   <li>No message was received after it was acknowledged.
 *   <li>Each receiver got the messages of one sender and priority in the order in which they were
 *       sent. Repeated deliveries do not count.
 * </ul>
 */
final class MessageLedger {
    private final Board board;
    private final Map<Long, State> messages = new HashMap<>();
    private final Orphans orphans = new Orphans();
    private long reported;
    private long deliveries;
    private long redeliveries;

    /** The events of one message, as the notes of all processes describe them. */
    private static final class State {
        boolean offered;
        boolean sent;

        /**
         * The time at which the message was reported as not sent; 0 if there was no such report.
         */
        long refused;

        /** The time of the latest reception of the message; 0 if it was not received. */
        long came;

        /** The numbers of all deliveries of the message: 1 for the first delivery, and so on. */
        final Set<Integer> deliveries = new HashSet<>();

        /** The number of the delivery that was acknowledged; 0 if none was acknowledged. */
        int done;

        /** Whether a process that was killed may have acknowledged the message. */
        boolean maybeDone;
    }

    MessageLedger(Board board) {
        this.board = board;
    }

    /**
     * Adds the notes of one process to this ledger.
     *
     * @param file the file with the notes of the process
     * @param killed the time at which the process was killed, as {@link System#nanoTime} measures
     *     it; 0 if the process was not killed
     */
    void add(Path file, long killed) throws IOException {
        Set<Long> held = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        MessageNotes.read(
                file,
                (kind, priority, times, item, nanos) -> {
                    State state = messages.computeIfAbsent(item, _ -> new State());
                    switch (kind) {
                        case OFFERED -> state.offered = true;
                        case SENT -> {
                            state.sent = true;
                            reported++;
                        }
                        case REFUSED -> state.refused = nanos;
                        case RECEIVED -> {
                            received(state, item, times, nanos);
                            if (times == 1) {
                                Long before =
                                        last.put(MessageNotes.sender(item) + "/" + priority, item);
                                check(before == null || before < item, item, "came out of order");
                            }
                            held.add(item);
                        }
                        case DONE -> {
                            check(state.done == 0, item, "was done with twice");
                            state.done = times;
                            held.remove(item);
                        }
                        case RETURNED -> held.remove(item);
                        case LEFT -> {
                            held.remove(item);
                            // If the receiver was killed, it may have acknowledged the message
                            // without a note of the acknowledgement.
                            state.maybeDone |= killed != 0;
                        }
                    }
                });
        for (long item : held) {
            check(killed != 0, item, "is still claimed by a process that was not killed");
            messages.get(item).maybeDone = true;
            orphans.diedWith(item, killed);
        }
    }

    private void received(State state, long item, int times, long nanos) {
        check(state.deliveries.add(times), item, "came twice as delivery " + times);
        state.came = Math.max(state.came, nanos);
        deliveries++;
        if (times > 1) {
            redeliveries++;
            orphans.comesAgain(item, nanos);
        }
    }

    /**
     * Checks the promises that can be checked only with the notes of all processes. The caller must
     * add all notes first.
     *
     * @param mayEnd true if the messages are calls to a service; such a message may be lost when
     *     its receiver dies
     */
    void finish(boolean mayEnd) {
        messages.forEach((item, state) -> check(item, state, mayEnd));
    }

    private void check(long item, State state, boolean mayEnd) {
        boolean attempted = MessageNotes.number(item) < board.attempted(MessageNotes.sender(item));
        check(attempted, item, "was received but never sent");
        if (mayEnd) {
            check(state.deliveries.size() <= 1, item, "was asked twice");
            boolean served = state.done == 1 || state.maybeDone;
            check(!state.sent || served, item, "has an answer that no service gave");
            return;
        }
        if (state.refused != 0) {
            check(state.done == 0, item, "was refused, and acknowledged");
            // A message that was received may be reported as not sent afterwards: its receiver was
            // killed, or gave the message back. Only a reception after this report is an error.
            check(state.came < state.refused, item, "was refused, and received afterwards");
            return;
        }
        boolean received = !state.deliveries.isEmpty();
        boolean withdrawn = state.offered && !state.sent;
        boolean done = state.done != 0 || state.maybeDone;
        check(!state.sent || received, item, "was sent and never received");
        check(!received || done || withdrawn, item, "was received and never acknowledged");
        for (int times : state.deliveries) {
            boolean before = state.done == 0 || times <= state.done;
            check(before, item, "was received after it was acknowledged");
        }
    }

    private static void check(boolean holds, long item, String how) {
        if (!holds) {
            int sender = MessageNotes.sender(item);
            throw new AssertionError(
                    "message " + MessageNotes.number(item) + " of worker " + sender + " " + how);
        }
    }

    /**
     * Returns the counts of messages and deliveries as a text. The text includes the longest time
     * between the death of a receiver and the redelivery of a message that the receiver had not
     * acknowledged.
     */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%d messages reported, %d deliveries, %d of them again, the dead's after %.1f ms at"
                        + " the most",
                reported,
                deliveries,
                redeliveries,
                orphans.worstReturn() / 1e6);
    }
}
