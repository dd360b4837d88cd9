package ipckit.common.mailbox.torture;

import ipckit.common.testkit.Board;
import ipckit.common.testkit.Orphans;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Proves from the notes of a run what was promised: every message that was reported came, and was
 * done with in the end; one that was refused or taken back was never done with, and did not come
 * afterwards; each delivery of one has a number of its own, from 1 on; after it was done with it
 * came no more; in each receiver the unmarked messages of a sender and a priority came in order.
 */
final class Ledger {
    private final Board board;
    private final Map<Long, State> messages = new HashMap<>();
    private final Orphans orphans = new Orphans();
    private long reported;
    private long deliveries;
    private long redeliveries;

    /** What is known of one message. */
    private static final class State {
        boolean offered;
        boolean sent;

        /** When it was refused; 0 if it was not. */
        long refused;

        /** When it came last; 0 if it did not. */
        long came;

        /** Which deliveries there were. */
        final Set<Integer> deliveries = new HashSet<>();

        /** The delivery that was done with; 0 if none. */
        int done;

        /** Whether somebody was killed who may have done it. */
        boolean maybeDone;
    }

    Ledger(Board board) {
        this.board = board;
    }

    /**
     * Adds what one process noted.
     *
     * @param killed when it was killed, as nanoTime has it; 0 if it ended by itself
     */
    void add(Path file, long killed) throws IOException {
        Set<Long> held = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        Notes.read(
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
                                Long before = last.put(Notes.sender(item) + "/" + priority, item);
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
                            state.maybeDone |= killed != 0; // it may have settled it by the receipt
                        }
                    }
                });
        for (long item : held) {
            check(killed != 0, item, "is in the hands of one who went on");
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
     * Everything is in: a message that was sent came, and went.
     *
     * @param mayEnd whether a message may be lost with its receiver, as a question is
     */
    void finish(boolean mayEnd) {
        messages.forEach(
                (item, state) -> {
                    int sender = Notes.sender(item);
                    check(
                            Notes.number(item) < board.attempted(sender),
                            item,
                            "came though nobody sent it");
                    if (mayEnd) {
                        check(state.deliveries.size() <= 1, item, "was asked twice");
                        check(
                                !state.sent || state.done == 1 || state.maybeDone,
                                item,
                                "has an answer from nobody");
                        return;
                    }
                    if (state.refused != 0) {
                        check(state.done == 0, item, "was refused, and done with");
                        check(state.came < state.refused, item, "was refused, and came afterwards");
                        return; // somebody may have had it, and died or given it back
                    }
                    check(!state.sent || !state.deliveries.isEmpty(), item, "sent, and never came");
                    check(
                            state.deliveries.isEmpty()
                                    || state.done != 0
                                    || state.maybeDone
                                    || state.offered && !state.sent,
                            item,
                            "came, and was never done with");
                    for (int times : state.deliveries) {
                        check(
                                state.done == 0 || times <= state.done,
                                item,
                                "came again after it was done with");
                    }
                });
    }

    private static void check(boolean holds, long item, String how) {
        if (!holds) {
            throw new AssertionError(
                    "message "
                            + Notes.number(item)
                            + " of worker "
                            + Notes.sender(item)
                            + " "
                            + how);
        }
    }

    long reported() {
        return reported;
    }

    long deliveries() {
        return deliveries;
    }

    long redeliveries() {
        return redeliveries;
    }

    /** How long after their holder's death messages came again, at the most, in nanoseconds. */
    long worstReturn() {
        return orphans.worstReturn();
    }
}
