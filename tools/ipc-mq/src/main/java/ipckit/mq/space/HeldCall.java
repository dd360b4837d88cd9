package ipckit.mq.space;

import ipckit.common.Deadline;
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
     * @throws ipckit.common.IpcException UNUSABLE if the reply is too large
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
            return lane.send(
                    call,
                    before,
                    before == Lane.KEPT ? Lane.FREE : Lane.USED,
                    SpaceStep.PC5,
                    sent -> mailbox.sendBeyondLimit(reply, sent));
        } finally {
            lane.unlock();
        }
    }
}
