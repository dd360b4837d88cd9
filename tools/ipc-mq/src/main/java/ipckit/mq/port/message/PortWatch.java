package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.space.PortReceiver;

/**
 * A thread that waits until one port has a message, and reports this to {@link ArrivalRounds}. The
 * thread claims no message. It ends when the port is removed.
 */
final class PortWatch {
    /** The longest time in milliseconds until the thread notices that {@link #end} was called. */
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final PortReceiver port;
    private final ArrivalRounds arrivals;
    private volatile boolean ended;

    PortWatch(PortReceiver port, ArrivalRounds arrivals) {
        this.port = port;
        this.arrivals = arrivals;
    }

    void start() {
        Thread thread = new Thread(this::watch, "watch-" + port.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try (Receiver onlooker = port.onlooker(() -> ended)) {
            long seen = 0;
            while (!ended) {
                long round = arrivals.awaitRound(seen, LONGEST_PAUSE_MILLIS);
                if (round == seen) {
                    continue;
                }
                seen = round;
                if (onlooker.awaitMessage(Deadline.NEVER) != MailboxOutcome.DONE) {
                    return;
                }
                arrivals.arrived();
            }
        } catch (IpcException e) {
            // The port is dead, or its mailbox cannot be used. The receiving thread looks at each
            // port between two waits, so it finds the same failure and handles it.
        }
    }

    /** Makes the thread end soon, and does not wait for its end. */
    void end() {
        ended = true;
    }
}
