package ipckit.fan.split;

import static ipckit.fan.RecordFixtures.reader;
import static ipckit.fan.RecordFixtures.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.pipe.RecordBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class BlockDistributorTest {
    private BlockDistributor distributor;

    private void distribute(String lines, int blockSize, int children, boolean roundRobin) {
        distributor = new BlockDistributor(reader(lines, blockSize), children, roundRobin);
    }

    private RecordBlock expectNext(int child, String lines) {
        RecordBlock block = distributor.next(child, new RecordBlock());
        assertEquals(lines, text(block));
        return block;
    }

    @Test
    void roundRobinGivesEachChildABlockInTurn() {
        distribute("a\nb\nc\nd\n", 1, 2, true);
        expectNext(0, "a\n");
        expectNext(1, "b\n");
        expectNext(0, "c\n");
    }

    @Test
    void aChildThatLeavesIsPassedOverAndItsRestGoesToAnother() {
        distribute("a\nb\nc\n", 1, 3, true);
        expectNext(0, "a\n");
        distributor.leave(1, expectNext(1, "b\n"));
        expectNext(2, "b\n");
        distributor.markDelivered();
        distributor.markDelivered();
        expectNext(0, "c\n");
    }

    @Test
    void isFinishedWhenNoBlockCanBeReturned() {
        distribute("a\n", 100, 2, false);
        RecordBlock block = expectNext(0, "a\n");
        assertFalse(distributor.isFinished());
        Thread.startVirtualThread(() -> distributor.leave(0, block));
        expectNext(1, "a\n");
        distributor.markDelivered();
        assertNull(distributor.next(1, new RecordBlock()));
        assertTrue(distributor.isFinished());
    }

    @Test
    void anEmptyRestIsNotReturned() {
        distribute("a\n", 100, 2, false);
        RecordBlock block = expectNext(0, "a\n");
        block.drop(1, 2);
        distributor.leave(0, block);
        assertNull(distributor.next(1, new RecordBlock()));
    }
}
