package ipckit.fan.serve;

import static ipckit.fan.RecordFixtures.block;
import static ipckit.fan.RecordFixtures.lines;
import static ipckit.fan.RecordFixtures.reader;
import static ipckit.fan.RecordFixtures.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.fan.serve.RecordDispatcher.Loss;
import ipckit.fan.serve.RecordDispatcher.Range;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(600)
class RecordDispatcherTest {
    private static final int RETRIES = 2;

    private final AnswerOutput anyOrder = new AnswerOutput(false, _ -> {});
    private final RecordDispatcher dispatcher =
            new RecordDispatcher(RunFormat.LINES, RETRIES, anyOrder);
    private WorkerState worker;

    private void addWorker(int window, String lines) {
        worker = dispatcher.addWorker(window);
        dispatcher.add(block(lines));
    }

    private void expectTaken(String lines) {
        assertEquals(lines, text(dispatcher.take(worker).view()));
    }

    private void answer(long first, int count) {
        assertEquals(List.of(new Range(first, count)), dispatcher.addAnswers(worker, count));
    }

    private void expectLoss(int repeated, long leftOut, boolean innocent) {
        assertEquals(new Loss(repeated, leftOut), dispatcher.lose(worker, innocent));
    }

    @Test
    void givesOneRecordAtFirstAndMoreForQuickAnswers() {
        addWorker(100, "a\nb\nc\nd\n");
        expectTaken("a\n");
        answer(0, 1);
        expectTaken("b\nc\n");
        answer(1, 2);
        dispatcher.end();
        expectTaken("d\n");
        assertNull(dispatcher.take(worker));
        assertEquals(1, dispatcher.unanswered(worker));
    }

    @Test
    void takesNoMoreAnswersThanRecords() {
        addWorker(100, "a\n");
        dispatcher.take(worker);
        assertEquals(List.of(new Range(0, 1)), dispatcher.addAnswers(worker, 3));
        assertEquals(List.of(), dispatcher.addAnswers(worker, 1));
    }

    @Test
    void givesUnansweredRecordsAgainFirstAndTheSuspectAlone() {
        addWorker(100, "a\nb\nc\nd\n");
        expectTaken("a\n");
        answer(0, 1);
        expectTaken("b\nc\n");
        answer(1, 1);
        expectLoss(1, -1, false);
        expectTaken("c\n");
        answer(2, 1);
        expectTaken("d\n");
    }

    @Test
    void leavesOutOnlyARecordThatEndedTooManyWorkers() {
        addWorker(100, "a\nb\n");
        for (int i = 0; i < RETRIES; i++) {
            expectTaken("a\n");
            expectLoss(1, -1, false);
        }
        expectTaken("a\n");
        expectLoss(0, 0, false);
        expectTaken("b\n");
        answer(1, 1);
    }

    @Test
    void countsTheRecordsThatAWorkerHasReadAndNotAnswered() {
        addWorker(100, "a\nb\nc\nd\n");
        expectTaken("a\n");
        answer(0, 1);
        expectTaken("b\nc\n");
        assertEquals(2, dispatcher.unansweredRead(worker, 0));
        assertEquals(1, dispatcher.unansweredRead(worker, 1));
        assertEquals(1, dispatcher.unansweredRead(worker, 2));
        assertEquals(0, dispatcher.unansweredRead(worker, 3));
        answer(1, 1);
        assertEquals(1, dispatcher.unansweredRead(worker, 0));
        assertEquals(0, dispatcher.unansweredRead(worker, 1));
        assertEquals(0, dispatcher.unansweredRead(worker, 4));
    }

    @Test
    void suspectsNoRecordThatWasNotRead() {
        addWorker(100, "a\nb\n");
        for (int i = 0; i < 10 * RETRIES; i++) {
            expectTaken("a\n");
            expectLoss(1, -1, true);
        }
    }

    @Test
    void givesMoreToAWorkerThatHoldsAnswersBack() throws InterruptedException {
        addWorker(4, "a\nb\nc\nd\ne\nf\n");
        Thread taking =
                Thread.startVirtualThread(
                        () -> {
                            while (dispatcher.take(worker) != null) {}
                        });
        while (!dispatcher.isStuckFor(0)) {
            dispatcher.feedStarving(_ -> 0);
        }
        assertEquals(4, dispatcher.unanswered(worker));
        assertFalse(dispatcher.isStuckFor(Long.MAX_VALUE));
        dispatcher.endAnswers(worker);
        taking.join();
    }

    @Test
    void givesNoMoreToAWorkerThatHasNotReadAll() {
        addWorker(4, "a\nb\n");
        dispatcher.take(worker);
        for (int i = 0; i < 10; i++) {
            assertFalse(dispatcher.feedStarving(_ -> 1));
        }
        assertEquals(1, dispatcher.unanswered(worker));
    }

    @Test
    void hasEachRecordAnsweredOnceWhicheverWorkersEnd() throws InterruptedException {
        int records = 200_000;
        RecordDispatcher patient =
                new RecordDispatcher(RunFormat.LINES, Integer.MAX_VALUE, anyOrder);
        AtomicIntegerArray answered = new AtomicIntegerArray(records);
        Thread[] workers = new Thread[3];
        for (int i = 0; i < workers.length; i++) {
            WorkerState one = patient.addWorker(1000);
            Random random = new Random(i);
            workers[i] = Thread.ofPlatform().start(() -> work(patient, one, random, answered));
        }
        BlockReader reader = reader(lines(0, records), 3000);
        for (RecordBlock block = patient.spareBlock();
                reader.next(block);
                block = patient.spareBlock()) {
            patient.add(block);
        }
        patient.end();
        for (Thread thread : workers) {
            thread.join();
        }
        for (int i = 0; i < records; i++) {
            assertEquals(1, answered.get(i), "record " + i);
        }
    }

    private static void work(
            RecordDispatcher dispatcher,
            WorkerState worker,
            Random random,
            AtomicIntegerArray answered) {
        for (RecordBatch batch = dispatcher.take(worker);
                batch != null;
                batch = dispatcher.take(worker)) {
            long number = batch.next();
            for (String line : text(batch.view()).split("\n")) {
                assertEquals(number++, Long.parseLong(line));
            }
            int all = batch.unanswered();
            int now = random.nextInt(10) == 0 ? random.nextInt(all) : all;
            for (Range range : dispatcher.addAnswers(worker, now)) {
                for (int i = 0; i < range.count(); i++) {
                    answered.incrementAndGet((int) range.first() + i);
                }
            }
            if (now < all) {
                dispatcher.lose(worker, false);
            }
        }
    }
}
