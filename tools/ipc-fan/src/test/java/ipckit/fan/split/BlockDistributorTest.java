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
    void oneAfterTheOther() {
        BlockDistributor intake =
                new BlockDistributor(RecordFixtures.reader("a\nb\nc\nd\n", 1), 2, true);
        assertEquals("a\n", RecordFixtures.text(intake.next(0, new RecordBlock())));
        assertEquals("b\n", RecordFixtures.text(intake.next(1, new RecordBlock())));
        assertEquals("c\n", RecordFixtures.text(intake.next(0, new RecordBlock())));
    }

    @Test
    void whatOneDidNotTakeAnotherOneTakesAndTheTurnPassesIt() {
        BlockDistributor intake =
                new BlockDistributor(RecordFixtures.reader("a\nb\nc\n", 1), 3, true);
        RecordBlock first = intake.next(0, new RecordBlock());
        RecordBlock second = intake.next(1, new RecordBlock());
        intake.leave(1, second);
        assertEquals("b\n", RecordFixtures.text(intake.next(2, new RecordBlock())));
        intake.given();
        intake.given();
        assertEquals("c\n", RecordFixtures.text(intake.next(0, first)));
    }

    @Test
    void itIsOverWhenNothingCanComeBack() {
        BlockDistributor intake = new BlockDistributor(RecordFixtures.reader("a\n", 100), 2, false);
        RecordBlock block = intake.next(0, new RecordBlock());
        assertFalse(intake.isOver());
        Thread.startVirtualThread(() -> intake.leave(0, block));
        assertEquals("a\n", RecordFixtures.text(intake.next(1, new RecordBlock())));
        intake.given();
        assertNull(intake.next(1, new RecordBlock()));
        assertTrue(intake.isOver());
    }

    @Test
    void aRestOfNothingDoesNotComeBack() {
        BlockDistributor intake = new BlockDistributor(RecordFixtures.reader("a\n", 100), 2, false);
        RecordBlock block = intake.next(0, new RecordBlock());
        block.drop(1, 2);
        intake.leave(0, block);
        assertNull(intake.next(1, new RecordBlock()));
    }
}
