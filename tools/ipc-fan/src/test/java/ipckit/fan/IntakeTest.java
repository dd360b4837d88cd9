package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.pipe.Block;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeTest {
    @Test
    void oneAfterTheOther() {
        Intake intake = new Intake(Given.reader("a\nb\nc\nd\n", 1), 2, true);
        assertEquals("a\n", Given.text(intake.next(0, new Block())));
        assertEquals("b\n", Given.text(intake.next(1, new Block())));
        assertEquals("c\n", Given.text(intake.next(0, new Block())));
    }

    @Test
    void whatOneDidNotTakeAnotherOneTakesAndTheTurnPassesIt() {
        Intake intake = new Intake(Given.reader("a\nb\nc\n", 1), 3, true);
        Block first = intake.next(0, new Block());
        Block second = intake.next(1, new Block());
        intake.leave(1, second);
        assertEquals("b\n", Given.text(intake.next(2, new Block())));
        intake.given();
        intake.given();
        assertEquals("c\n", Given.text(intake.next(0, first)));
    }

    @Test
    void itIsOverWhenNothingCanComeBack() {
        Intake intake = new Intake(Given.reader("a\n", 100), 2, false);
        Block block = intake.next(0, new Block());
        assertFalse(intake.isOver());
        Thread.startVirtualThread(() -> intake.leave(0, block));
        assertEquals("a\n", Given.text(intake.next(1, new Block())));
        intake.given();
        assertNull(intake.next(1, new Block()));
        assertTrue(intake.isOver());
    }

    @Test
    void aRestOfNothingDoesNotComeBack() {
        Intake intake = new Intake(Given.reader("a\n", 100), 2, false);
        Block block = intake.next(0, new Block());
        block.drop(1, 2);
        intake.leave(0, block);
        assertNull(intake.next(1, new Block()));
    }
}
