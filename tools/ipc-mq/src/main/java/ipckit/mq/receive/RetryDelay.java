package ipckit.mq.receive;

import ipckit.common.mailbox.Receiver;

import java.time.Duration;

/**
 * The time for which a message is hidden after a failed try. Each further failed try of the message
 * doubles the time. The longest time is one hour, or {@code first} if {@code first} is longer.
 *
 * @param first the time after the first failed try; 0 to try the message again at once
 */
record RetryDelay(Duration first) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Gives the claimed messages of a receiver back to the mailbox. Other receivers can claim them
     * when the delay has passed.
     *
     * @param tries the number of failed tries, at least 1
     */
    void giveBack(Receiver receiver, int tries) {
        if (first.isZero()) {
            receiver.giveBack();
        } else {
            receiver.giveBackLater(after(tries).toMillis());
        }
    }

    /** Returns the time for which a message is hidden after its failed try number {@code tries}. */
    Duration after(int tries) {
        Duration longest = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        Duration delay = first;
        for (int i = 1; i < tries && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
