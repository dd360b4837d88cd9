package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.pipe.RecordBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeTest {
    @Test
    void oneAfterTheOther() {
        Intake intake = new Intake(Given.reader("a\nb\nc\nd\n", 1), 2, true);
        assertEquals("a\n", Given.text(intake.next(0, new RecordBlock())));
        assertEquals("b\n", Given.text(intake.next(1, new RecordBlock())));
        assertEquals("c\n", Given.text(intake.next(0, new RecordBlock())));
    }

    @Test
    void whatOneDidNotTakeAnotherOneTakesAndTheTurnPassesIt() {
        Intake intake = new Intake(Given.reader("a\nb\nc\n", 1), 3, true);
        RecordBlock first = intake.next(0, new RecordBlock());
        RecordBlock second = intake.next(1, new RecordBlock());
        intake.leave(1, second);
        assertEquals("b\n", Given.text(intake.next(2, new RecordBlock())));
        intake.given();
        intake.given();
        assertEquals("c\n", Given.text(intake.next(0, first)));
    }

    @Test
    void itIsOverWhenNothingCanComeBack() {
        Intake intake = new Intake(Given.reader("a\n", 100), 2, false);
        RecordBlock block = intake.next(0, new RecordBlock());
        assertFalse(intake.isOver());
        Thread.startVirtualThread(() -> intake.leave(0, block));
        assertEquals("a\n", Given.text(intake.next(1, new RecordBlock())));
        intake.given();
        assertNull(intake.next(1, new RecordBlock()));
        assertTrue(intake.isOver());
    }

    @Test
    void aRestOfNothingDoesNotComeBack() {
        Intake intake = new Intake(Given.reader("a\n", 100), 2, false);
        RecordBlock block = intake.next(0, new RecordBlock());
        block.drop(1, 2);
        intake.leave(0, block);
        assertNull(intake.next(1, new RecordBlock()));
    }
}
