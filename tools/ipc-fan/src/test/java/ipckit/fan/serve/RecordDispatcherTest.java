package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.fan.RecordFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(60)
class RecordDispatcherTest {
    private static final int RETRIES = 2;

    private final AnswerSink anyOrder = (_, _, _, _, _, _) -> {};
    private final RecordDispatcher dispatch =
            new RecordDispatcher(RunFormat.LINES, RETRIES, anyOrder);

    @Test
    void oneAtFirstAndMoreToWhoAnswersQuickly() {
        WorkerState seat = dispatch.seat(100);
        dispatch.arrived(RecordFixtures.block("a\nb\nc\nd\n"));
        assertEquals("a\n", RecordFixtures.text(dispatch.take(seat).view()));
        assertEquals(List.of(new RecordDispatcher.Range(0, 1)), dispatch.answered(seat, 1));
        assertEquals("b\nc\n", RecordFixtures.text(dispatch.take(seat).view()));
        assertEquals(List.of(new RecordDispatcher.Range(1, 2)), dispatch.answered(seat, 2));
        dispatch.end();
        assertEquals("d\n", RecordFixtures.text(dispatch.take(seat).view()));
        assertNull(dispatch.take(seat));
        assertEquals(1, dispatch.unanswered(seat));
    }

    @Test
    void moreAnswersThanQuestionsAreNotTaken() {
        WorkerState seat = dispatch.seat(100);
        dispatch.arrived(RecordFixtures.block("a\n"));
        dispatch.take(seat);
        assertEquals(List.of(new RecordDispatcher.Range(0, 1)), dispatch.answered(seat, 3));
        assertEquals(List.of(), dispatch.answered(seat, 1));
    }

    @Test
    void whatWasNotAnsweredIsGivenAgainFirstAndTheSuspectAlone() {
        WorkerState seat = dispatch.seat(100);
        dispatch.arrived(RecordFixtures.block("a\nb\nc\nd\n"));
        dispatch.take(seat);
        dispatch.answered(seat, 1);
        dispatch.take(seat);
        dispatch.answered(seat, 1);
        assertEquals(new RecordDispatcher.Loss(1, -1), dispatch.lose(seat, false)); // c
        assertEquals("c\n", RecordFixtures.text(dispatch.take(seat).view()));
        dispatch.answered(seat, 1);
        assertEquals("d\n", RecordFixtures.text(dispatch.take(seat).view()));
    }

    @Test
    void whoHasEndedTooManyIsLeftOutAndNobodyElse() {
        WorkerState seat = dispatch.seat(100);
        dispatch.arrived(RecordFixtures.block("a\nb\n"));
        for (int i = 0; i < RETRIES; i++) {
            assertEquals("a\n", RecordFixtures.text(dispatch.take(seat).view()));
            assertEquals(new RecordDispatcher.Loss(1, -1), dispatch.lose(seat, false));
        }
        dispatch.take(seat);
        assertEquals(new RecordDispatcher.Loss(0, 0), dispatch.lose(seat, false));
        assertEquals("b\n", RecordFixtures.text(dispatch.take(seat).view()));
        assertEquals(List.of(new RecordDispatcher.Range(1, 1)), dispatch.answered(seat, 1));
    }

    @Test
    void whatWasNotReadIsNotToBlame() {
        WorkerState seat = dispatch.seat(100);
        dispatch.arrived(RecordFixtures.block("a\nb\n"));
        for (int i = 0; i < 10 * RETRIES; i++) {
            assertEquals("a\n", RecordFixtures.text(dispatch.take(seat).view()));
            assertEquals(new RecordDispatcher.Loss(1, -1), dispatch.lose(seat, true));
        }
    }

    @Test
    void whoReadsAllAndKeepsItsAnswersBackIsGivenMore() {
        WorkerState seat = dispatch.seat(4);
        dispatch.arrived(RecordFixtures.block("a\nb\nc\nd\ne\nf\n"));
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
        WorkerState seat = dispatch.seat(4);
        dispatch.arrived(RecordFixtures.block("a\nb\n"));
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
        RecordDispatcher patient =
                new RecordDispatcher(RunFormat.LINES, Integer.MAX_VALUE, anyOrder);
        AtomicIntegerArray answered = new AtomicIntegerArray(records);
        Thread[] workers = new Thread[3];
        for (int i = 0; i < workers.length; i++) {
            WorkerState seat = patient.seat(1000);
            Random random = new Random(i);
            workers[i] = Thread.ofPlatform().start(() -> work(patient, seat, random, answered));
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < records; i++) {
            lines.append(i).append('\n');
        }
        BlockReader reader = RecordFixtures.reader(lines.toString(), 3000);
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
            RecordDispatcher dispatch,
            WorkerState seat,
            Random random,
            AtomicIntegerArray answered) {
        for (RecordBatch lot = dispatch.take(seat); lot != null; lot = dispatch.take(seat)) {
            long number = lot.next();
            for (String line : RecordFixtures.text(lot.view()).split("\n")) {
                assertEquals(number++, Long.parseLong(line));
            }
            int now = random.nextInt(10) == 0 ? random.nextInt(lot.left()) : lot.left();
            boolean ends = now < lot.left();
            for (RecordDispatcher.Range range : dispatch.answered(seat, now)) {
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
