package ipckit.fan.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.pipe.RecordBlock;
import ipckit.fan.RecordFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockDistributorTest {
    @Test
    void roundRobinGivesEachChildABlockInTurn() {
        BlockDistributor distributor =
                new BlockDistributor(RecordFixtures.reader("a\nb\nc\nd\n", 1), 2, true);
        assertEquals("a\n", RecordFixtures.text(distributor.next(0, new RecordBlock())));
        assertEquals("b\n", RecordFixtures.text(distributor.next(1, new RecordBlock())));
        assertEquals("c\n", RecordFixtures.text(distributor.next(0, new RecordBlock())));
    }

    @Test
    void aChildThatLeavesIsPassedOverAndItsRestGoesToAnother() {
        BlockDistributor distributor =
                new BlockDistributor(RecordFixtures.reader("a\nb\nc\n", 1), 3, true);
        RecordBlock first = distributor.next(0, new RecordBlock());
        RecordBlock second = distributor.next(1, new RecordBlock());
        distributor.leave(1, second);
        assertEquals("b\n", RecordFixtures.text(distributor.next(2, new RecordBlock())));
        distributor.markDelivered();
        distributor.markDelivered();
        assertEquals("c\n", RecordFixtures.text(distributor.next(0, first)));
    }

    @Test
    void isFinishedWhenNoBlockCanBeReturned() {
        BlockDistributor distributor =
                new BlockDistributor(RecordFixtures.reader("a\n", 100), 2, false);
        RecordBlock block = distributor.next(0, new RecordBlock());
        assertFalse(distributor.isFinished());
        Thread.startVirtualThread(() -> distributor.leave(0, block));
        assertEquals("a\n", RecordFixtures.text(distributor.next(1, new RecordBlock())));
        distributor.markDelivered();
        assertNull(distributor.next(1, new RecordBlock()));
        assertTrue(distributor.isFinished());
    }

    @Test
    void anEmptyRestIsNotReturned() {
        BlockDistributor distributor =
                new BlockDistributor(RecordFixtures.reader("a\n", 100), 2, false);
        RecordBlock block = distributor.next(0, new RecordBlock());
        block.drop(1, 2);
        distributor.leave(0, block);
        assertNull(distributor.next(1, new RecordBlock()));
    }
}
