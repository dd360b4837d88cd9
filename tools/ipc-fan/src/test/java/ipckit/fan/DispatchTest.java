package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(60)
class DispatchTest {
    private static final int RETRIES = 2;

    private final Answers anyOrder = (_, _, _, _, _, _) -> {};
    private final Dispatch dispatch = new Dispatch(RunFormat.LINES, RETRIES, anyOrder);

    @Test
    void oneAtFirstAndMoreToWhoAnswersQuickly() {
        Seat seat = dispatch.seat(100);
        dispatch.arrived(Given.block("a\nb\nc\nd\n"));
        assertEquals("a\n", Given.text(dispatch.take(seat).view()));
        assertEquals(List.of(new Dispatch.Range(0, 1)), dispatch.answered(seat, 1));
        assertEquals("b\nc\n", Given.text(dispatch.take(seat).view()));
        assertEquals(List.of(new Dispatch.Range(1, 2)), dispatch.answered(seat, 2));
        dispatch.end();
        assertEquals("d\n", Given.text(dispatch.take(seat).view()));
        assertNull(dispatch.take(seat));
        assertEquals(1, dispatch.unanswered(seat));
    }

    @Test
    void moreAnswersThanQuestionsAreNotTaken() {
        Seat seat = dispatch.seat(100);
        dispatch.arrived(Given.block("a\n"));
        dispatch.take(seat);
        assertEquals(List.of(new Dispatch.Range(0, 1)), dispatch.answered(seat, 3));
        assertEquals(List.of(), dispatch.answered(seat, 1));
    }

    @Test
    void whatWasNotAnsweredIsGivenAgainFirstAndTheSuspectAlone() {
        Seat seat = dispatch.seat(100);
        dispatch.arrived(Given.block("a\nb\nc\nd\n"));
        dispatch.take(seat);
        dispatch.answered(seat, 1);
        dispatch.take(seat);
        dispatch.answered(seat, 1);
        assertEquals(new Dispatch.Loss(1, -1), dispatch.lose(seat, false)); // c
        assertEquals("c\n", Given.text(dispatch.take(seat).view()));
        dispatch.answered(seat, 1);
        assertEquals("d\n", Given.text(dispatch.take(seat).view()));
    }

    @Test
    void whoHasEndedTooManyIsLeftOutAndNobodyElse() {
        Seat seat = dispatch.seat(100);
        dispatch.arrived(Given.block("a\nb\n"));
        for (int i = 0; i < RETRIES; i++) {
            assertEquals("a\n", Given.text(dispatch.take(seat).view()));
            assertEquals(new Dispatch.Loss(1, -1), dispatch.lose(seat, false));
        }
        dispatch.take(seat);
        assertEquals(new Dispatch.Loss(0, 0), dispatch.lose(seat, false));
        assertEquals("b\n", Given.text(dispatch.take(seat).view()));
        assertEquals(List.of(new Dispatch.Range(1, 1)), dispatch.answered(seat, 1));
    }

    @Test
    void whatWasNotReadIsNotToBlame() {
        Seat seat = dispatch.seat(100);
        dispatch.arrived(Given.block("a\nb\n"));
        for (int i = 0; i < 10 * RETRIES; i++) {
            assertEquals("a\n", Given.text(dispatch.take(seat).view()));
            assertEquals(new Dispatch.Loss(1, -1), dispatch.lose(seat, true));
        }
    }

    @Test
    void whoReadsAllAndKeepsItsAnswersBackIsGivenMore() {
        Seat seat = dispatch.seat(4);
        dispatch.arrived(Given.block("a\nb\nc\nd\ne\nf\n"));
        Thread taking =
                Thread.startVirtualThread(
                        () -> {
                            while (dispatch.take(seat) != null) {
                                // it answers nothing
                            }
                        });
        while (dispatch.unanswered(seat) < 4) {
            dispatch.feedHungry(_ -> 0);
        }
        for (int i = 0; i < 10; i++) {
            dispatch.feedHungry(_ -> 0);
        }
        assertEquals(4, dispatch.unanswered(seat));
        assertTrue(dispatch.isStuckFor(0));
        assertFalse(dispatch.isStuckFor(Long.MAX_VALUE));
        dispatch.over(seat);
        join(taking);
    }

    @Test
    void whoHasNotReadAllIsGivenNoMore() {
        Seat seat = dispatch.seat(4);
        dispatch.arrived(Given.block("a\nb\n"));
        dispatch.take(seat);
        for (int i = 0; i < 10; i++) {
            assertFalse(dispatch.feedHungry(_ -> 1));
        }
        assertEquals(1, dispatch.unanswered(seat));
    }

    /** Workers that end at any moment: each record is answered once all the same. */
    @Test
    void eachIsAnsweredOnceWhateverEnds() {
        int records = 200_000;
        Dispatch patient = new Dispatch(RunFormat.LINES, Integer.MAX_VALUE, anyOrder);
        AtomicIntegerArray answered = new AtomicIntegerArray(records);
        Thread[] workers = new Thread[3];
        for (int i = 0; i < workers.length; i++) {
            Seat seat = patient.seat(1000);
            Random random = new Random(i);
            workers[i] = Thread.ofPlatform().start(() -> work(patient, seat, random, answered));
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < records; i++) {
            lines.append(i).append('\n');
        }
        BlockReader reader = Given.reader(lines.toString(), 3000);
        for (RecordBlock block = patient.spare(); reader.next(block); block = patient.spare()) {
            patient.arrived(block);
        }
        patient.end();
        for (Thread worker : workers) {
            join(worker);
        }
        for (int i = 0; i < records; i++) {
            assertEquals(1, answered.get(i), "record " + i);
        }
    }

    private static void work(
            Dispatch dispatch, Seat seat, Random random, AtomicIntegerArray answered) {
        for (Lot lot = dispatch.take(seat); lot != null; lot = dispatch.take(seat)) {
            long number = lot.next();
            for (String line : Given.text(lot.view()).split("\n")) {
                assertEquals(number++, Long.parseLong(line));
            }
            int now = random.nextInt(10) == 0 ? random.nextInt(lot.left()) : lot.left();
            boolean ends = now < lot.left();
            for (Dispatch.Range range : dispatch.answered(seat, now)) {
                for (int i = 0; i < range.count(); i++) {
                    answered.incrementAndGet((int) range.first() + i);
                }
            }
            if (ends) {
                dispatch.lose(seat, false);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
