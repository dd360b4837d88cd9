package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;

/**
 * A request that a task has received through a {@link Lane}, which is a part of the port space with
 * a lock of its own. The lane contains the task's right to reply.
 *
 * @param token the token of the request, a number that identifies the message
 * @param port the number of the port to which the reply is sent
 */
record HeldCall(Lanes lanes, Lane lane, long token, long port) {
    /** Returns the token of the reply, the number that identifies this message. */
    long replyToken() {
        return -token;
    }

    /**
     * Sends the reply with the lock of the lane only. The reply uses the right to reply up. Returns
     * null, and sends nothing, if the lane no longer has the right, or if an operation on the port
     * space is not completed. The sender must then use the lock of the whole port space.
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
            // A line of --trace must not be written while this thread has a lock, because the write
            // can block. This call writes the lines if the thread has no lock any more.
            SpaceTrace.passOn();
        }
    }

    /**
     * Records that the reply is in its mailbox, and releases the lock of the lane, a part of the
     * port space. This happens before the receiver is woken, because the receiver would have to
     * wait for the lock.
     */
    private void complete(int call, long before) {
        SpaceStep.PC5.reached();
        lane.setState(call, before == Lane.KEPT ? Lane.FREE : Lane.USED);
        lane.unlock();
    }
}
