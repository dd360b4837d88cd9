package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Puts messages with rights, and notices, into the mailboxes of ports. If the sender dies at any
 * step, no right is lost, and no right is doubled. The caller holds the lock of the port space.
 *
 * <p>Before the sender puts a message into its mailbox, it writes the token of the message, a
 * number that identifies it, to {@link SpaceLayout#SENDING_AT}. It also writes the rights of the
 * message into rows of the port space's table. When the message is in the mailbox, the rights leave
 * the sending task. If the sender dies before the rights have left the task, the next owner of the
 * lock looks for the message in the mailbox. If the message is there, this owner completes the
 * sending. Otherwise it undoes the sending. The message cannot have left the mailbox before,
 * because a receiver needs the lock before it acknowledges a message with rights.
 */
final class Sending {
    /** The key of the header in which a notice names its event. */
    static final String EVENT_HEADER = "event";

    private final Mapping shared;
    private final PortMailboxes mailboxes;

    /**
     * The row indexes of the ports whose mailboxes were locked when this object tried to send a
     * notice.
     */
    private final Set<Integer> locked = new HashSet<>();

    Sending(Mapping shared, PortMailboxes mailboxes) {
        this.shared = shared;
        this.mailboxes = mailboxes;
    }

    /**
     * Records that the caller is about to put a message into the mailbox of a port.
     *
     * @param token the token of the message, the number that identifies it
     * @param destination the row index of the port
     */
    static void begin(Change change, long token, int destination) {
        change.set(SpaceLayout.SENDING_AT, token);
        change.set(SpaceLayout.SENDING_TO_AT, destination + 1L);
    }

    /**
     * Completes the sending of a message that is in its mailbox, and commits. The rights in the
     * message leave the sending task. If the task has sent the message with a send-once right, the
     * task loses this right, too.
     *
     * @param token the token of the message, the number that identifies it
     */
    void complete(long token) {
        Change change = new Change(shared);
        Rights rights = new Rights(change);
        for (CarriedRow carried : carried(change, token)) {
            if (carried.isUsed()) {
                rights.take(rights.find(carried.task(), carried.name()), Right.SEND_ONCE);
                change.free(carried.row());
            } else {
                rights.leave(carried);
            }
        }
        end(change);
    }

    /**
     * Undoes the sending of a message that is not in its mailbox, and commits. The rights stay in
     * the sending task.
     *
     * @param token the token of the message, the number that identifies it
     */
    void undo(long token) {
        Change change = new Change(shared);
        carried(change, token).forEach(carried -> change.free(carried.row()));
        new Pending(change).remove(token);
        end(change);
    }

    private static void end(Change change) {
        change.set(SpaceLayout.SENDING_AT, Token.NONE);
        change.set(SpaceLayout.SENDING_TO_AT, 0);
        change.commit();
    }

    /**
     * Returns whether a message is being put into the mailbox of its port.
     *
     * @param token the token of the message, the number that identifies it
     */
    static boolean isInProgress(Change change, long token) {
        return change.get(SpaceLayout.SENDING_AT) == token;
    }

    /**
     * Returns the rows of the rights that a message carries, in the order of the rights in the
     * message. If the task uses a send-once right to send the message, the last row is the row of
     * this right until the sending is completed.
     *
     * @param token the token of the message, the number that identifies it
     */
    static List<CarriedRow> carried(Change change, long token) {
        IntPredicate isCarried = row -> change.get(row, RowLayout.NUMBER) == token;
        List<CarriedRow> found = new ArrayList<>();
        for (int row : change.all(RowKind.CARRIED, isCarried)) {
            found.add(new CarriedRow(change, row));
        }
        found.sort((a, b) -> Long.compare(a.order(), b.order()));
        return found;
    }

    /** Returns all rights that messages carry, in the order in which the messages were sent. */
    static List<PortGraph.CarriedRight> allCarried(Change change) {
        List<CarriedRow> rows = new ArrayList<>();
        for (int row : change.all(RowKind.CARRIED)) {
            CarriedRow carried = new CarriedRow(change, row);
            if (!carried.isAccepted() && !carried.isUsed()) {
                rows.add(carried);
            }
        }
        rows.sort(Comparator.comparingLong(CarriedRow::token).thenComparingLong(CarriedRow::order));
        List<PortGraph.CarriedRight> found = new ArrayList<>();
        for (CarriedRow carried : rows) {
            int port = carried.port();
            found.add(
                    new PortGraph.CarriedRight(
                            new PortRow(change, carried.destination()).number(),
                            carried.right(),
                            port == Change.NO_ROW ? 0 : new PortRow(change, port).number()));
        }
        return found;
    }

    /** If a process died while it sent a message or a notice, completes or undoes this sending. */
    void resolve() {
        long token = Words.getAcquire(shared, SpaceLayout.SENDING_AT);
        if (token == Token.NONE) {
            return;
        }
        Change change = new Change(shared);
        int notice = notice(change, token);
        long destination = change.get(SpaceLayout.SENDING_TO_AT) - 1;
        boolean isSent =
                destination >= 0
                        && destination < SpaceLayout.ROWS
                        && change.kind((int) destination) == RowKind.PORT
                        && mailboxes.contains(
                                new PortRow(change, (int) destination).number(), token);
        if (notice == Change.NO_ROW) {
            if (isSent) {
                complete(token);
            } else {
                undo(token);
            }
        } else if (isSent) {
            completeNotice(change, new NoticeRow(change, notice));
        } else {
            end(change);
        }
    }

    private static int notice(Change change, long token) {
        return change.first(RowKind.NOTICE, row -> change.get(row, RowLayout.NUMBER) == token);
    }

    /**
     * Sends the oldest notice. If the port to which the notice must be sent is dead, deletes the
     * notice instead. If this notice carries a receive right, destroys the right. Returns false if
     * there is no notice.
     *
     * <p>If a living process keeps the lock of the port's mailbox, for example because it is
     * stopped, the notice stays in its row of the port space's table. From then on, this object
     * leaves out all notices for this port. The next operation on the port space sends them, in the
     * same order.
     */
    boolean sendNotice() {
        Change change = new Change(shared);
        NoticeRow oldest = oldestNotice(change);
        if (oldest == null) {
            return false;
        }
        int destination = oldest.destination();
        if (destination == Change.NO_ROW || new PortRow(change, destination).isDying()) {
            int carried = oldest.port();
            change.free(oldest.row());
            new Rights(change).destroyed(carried, Right.RECEIVE);
            change.commit();
            return true;
        }
        long token = oldest.token();
        begin(change, token, destination);
        change.commit();
        try {
            put(oldest, new PortRow(change, destination).number());
        } catch (IpcException e) {
            if (e.category() != Category.TIMED_OUT && e.category() != Category.WOULD_BLOCK) {
                throw e;
            }
            end(change);
            locked.add(destination);
            return true;
        }
        SpaceStep.PN1.reached();
        completeNotice(change, oldest);
        return true;
    }

    private void put(NoticeRow notice, long port) {
        MessageMetadata metadata =
                new MessageMetadata("kernel", "", Map.of(EVENT_HEADER, notice.event().word()));
        mailboxes.sendBeyondLimit(
                port,
                Token.with(metadata, notice.token()),
                notice.text().getBytes(StandardCharsets.US_ASCII));
    }

    private NoticeRow oldestNotice(Change change) {
        NoticeRow oldest = null;
        for (int row : change.all(RowKind.NOTICE)) {
            NoticeRow next = new NoticeRow(change, row);
            boolean isOlder = oldest == null || next.token() < oldest.token();
            if (isOlder && !locked.contains(next.destination())) {
                oldest = next;
            }
        }
        return oldest;
    }

    private static void completeNotice(Change change, NoticeRow notice) {
        int carried = notice.port();
        if (carried != Change.NO_ROW) {
            CarriedRow right =
                    CarriedRow.create(
                            change,
                            notice.token(),
                            0,
                            Change.NO_ROW,
                            notice.destination(),
                            carried,
                            Right.RECEIVE);
            right.setMoved();
            right.setName(notice.name());
        }
        change.free(notice.row());
        end(change);
    }
}
