package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;

/**
 * A call in a lane whose request was accepted, so that a task has the right to reply.
 *
 * @param token the token of the request
 * @param port the number of the port to which the reply is sent
 */
record HeldCall(Lanes lanes, Lane lane, long token, long port) {
    /** Returns the token of the reply. */
    long replyToken() {
        return -token;
    }

    /**
     * Sends the reply, and uses the right up. Returns null if the lane does not have the right any
     * more; the sender must then use the lock of the space.
     *
     * @throws IpcException UNUSABLE if the reply is too large
     */
    MailboxOutcome reply(OutgoingMessage reply, Sender mailbox, Deadline deadline) {
        mailbox.check(reply);
        lane.lock(deadline);
        try {
            int call = lane.call(token);
            long before = call == Lane.NO_CALL ? Lane.FREE : lane.state(call);
            boolean isHeld = before == Lane.HELD || before == Lane.KEPT;
            if (!isHeld || !Lanes.isSettled(lanes.epoch())) {
                return null;
            }
            lane.setState(call, before == Lane.KEPT ? Lane.REPLYING_KEPT : Lane.REPLYING);
            SpaceStep.PC4.reached();
            return put(call, before, reply, mailbox);
        } finally {
            lane.unlock();
        }
    }

    private MailboxOutcome put(int call, long before, OutgoingMessage reply, Sender mailbox) {
        SpaceTrace.collect();
        try {
            MailboxOutcome outcome = mailbox.sendBeyondLimit(reply, () -> complete(call, before));
            if (outcome != MailboxOutcome.DONE) {
                lane.setState(call, before);
            }
            return outcome;
        } catch (IpcException e) {
            if (lane.isLocked()) {
                lane.setState(call, before);
            }
            throw e;
        } finally {
            // complete() releases the lock of the lane while this process still has the lock of the
            // mailbox. The trace must not be written before the lock of the mailbox is free, too.
            SpaceTrace.passOn();
        }
    }

    /**
     * Completes the sending of a reply that is in its mailbox. Releases the lock of the lane before
     * the receiver is woken, which would wait for the lock otherwise.
     */
    private void complete(int call, long before) {
        SpaceStep.PC5.reached();
        lane.setState(call, before == Lane.KEPT ? Lane.FREE : Lane.USED);
        lane.unlock();
    }
}
