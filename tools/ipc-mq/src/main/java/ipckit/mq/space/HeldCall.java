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
        MailboxOutcome outcome;
        try {
            outcome = mailbox.sendBeyondLimit(reply);
        } catch (IpcException e) {
            lane.setState(call, before);
            throw e;
        }
        SpaceStep.PC5.reached();
        if (outcome != MailboxOutcome.DONE) {
            lane.setState(call, before);
        } else {
            lane.setState(call, before == Lane.KEPT ? Lane.FREE : Lane.USED);
        }
        return outcome;
    }
}
