package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests when a consumer pauses before it looks for new items. */
final class ClaimPacingTest {
    private static final long EPOCH_NANOS = 100_000;

    private final ClaimPacing pacing = new ClaimPacing();
    private long now = 1;
    private long items;
    private int pausing;

    /**
     * Lets the consumer run for a number of epochs.
     *
     * @param with the number of items of an epoch in which the consumer pauses
     * @param without the number of items of an epoch in which it does not pause
     */
    private void run(int epochs, long with, long without) {
        pausing = 0;
        for (int i = 0; i < epochs; i++) {
            items += pacing.pauses() ? with : without;
            pausing += pacing.pauses() ? 1 : 0;
            now += EPOCH_NANOS;
            pacing.endEpoch(items, now);
        }
    }

    @Test
    void aConsumerBeginsWithoutPauses() {
        assertFalse(pacing.pauses());
        run(10, 3000, 1000);
        assertEquals(0, pausing);
    }

    @Test
    void aConsumerPausesIfItThenReceivesMoreItems() {
        run(100, 3000, 1000);
        assertTrue(pacing.pauses());
        run(1000, 3000, 1000);
        assertTrue(pausing > 980, () -> pausing + " of 1000 epochs with pauses");
    }

    @Test
    void aConsumerDoesNotPauseIfItsProducerWaitsForReplies() {
        run(10_000, 500, 1000);
        assertTrue(pausing > 0 && pausing < 20, () -> pausing + " of 10000 epochs with pauses");
    }

    @Test
    void aConsumerDoesNotPauseForASmallGain() {
        run(10_000, 1050, 1000);
        assertTrue(pausing < 20, () -> pausing + " of 10000 epochs with pauses");
    }

    @Test
    void aConsumerStopsPausingWhenPausesNoLongerPay() {
        run(1000, 3000, 1000);
        assertTrue(pacing.pauses());
        run(2000, 500, 1000);
        run(1000, 500, 1000);
        assertTrue(pausing < 20, () -> pausing + " of 1000 epochs with pauses");
    }

    @Test
    void aConsumerStopsPausingWhenItemsAreRare() {
        run(1000, 3000, 1000);
        assertTrue(pacing.pauses());
        now += 1_000_000_000;
        pacing.endEpoch(++items, now);
        assertFalse(pacing.pauses());
    }
}
