package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

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

    private final AnswerOutput anyOrder = new AnswerOutput(false, _ -> {});
    private final RecordDispatcher dispatcher =
            new RecordDispatcher(RunFormat.LINES, RETRIES, anyOrder);

    @Test
    void givesOneRecordAtFirstAndMoreForQuickAnswers() {
        WorkerState worker = dispatcher.addWorker(100);
        dispatcher.add(RecordFixtures.block("a\nb\nc\nd\n"));
        assertEquals("a\n", RecordFixtures.text(dispatcher.take(worker).view()));
        assertEquals(List.of(new RecordDispatcher.Range(0, 1)), dispatcher.addAnswers(worker, 1));
        assertEquals("b\nc\n", RecordFixtures.text(dispatcher.take(worker).view()));
        assertEquals(List.of(new RecordDispatcher.Range(1, 2)), dispatcher.addAnswers(worker, 2));
        dispatcher.end();
        assertEquals("d\n", RecordFixtures.text(dispatcher.take(worker).view()));
        assertNull(dispatcher.take(worker));
        assertEquals(1, dispatcher.unanswered(worker));
    }

    @Test
    void takesNoMoreAnswersThanRecords() {
        WorkerState worker = dispatcher.addWorker(100);
        dispatcher.add(RecordFixtures.block("a\n"));
        dispatcher.take(worker);
        assertEquals(List.of(new RecordDispatcher.Range(0, 1)), dispatcher.addAnswers(worker, 3));
        assertEquals(List.of(), dispatcher.addAnswers(worker, 1));
    }

    @Test
    void givesUnansweredRecordsAgainFirstAndTheSuspectAlone() {
        WorkerState worker = dispatcher.addWorker(100);
        dispatcher.add(RecordFixtures.block("a\nb\nc\nd\n"));
        dispatcher.take(worker);
        dispatcher.addAnswers(worker, 1);
        dispatcher.take(worker);
        dispatcher.addAnswers(worker, 1);
        assertEquals(new RecordDispatcher.Loss(1, -1), dispatcher.lose(worker, false));
        assertEquals("c\n", RecordFixtures.text(dispatcher.take(worker).view()));
        dispatcher.addAnswers(worker, 1);
        assertEquals("d\n", RecordFixtures.text(dispatcher.take(worker).view()));
    }

    @Test
    void leavesOutOnlyARecordThatEndedTooManyWorkers() {
        WorkerState worker = dispatcher.addWorker(100);
        dispatcher.add(RecordFixtures.block("a\nb\n"));
        for (int i = 0; i < RETRIES; i++) {
            assertEquals("a\n", RecordFixtures.text(dispatcher.take(worker).view()));
            assertEquals(new RecordDispatcher.Loss(1, -1), dispatcher.lose(worker, false));
        }
        dispatcher.take(worker);
        assertEquals(new RecordDispatcher.Loss(0, 0), dispatcher.lose(worker, false));
        assertEquals("b\n", RecordFixtures.text(dispatcher.take(worker).view()));
        assertEquals(List.of(new RecordDispatcher.Range(1, 1)), dispatcher.addAnswers(worker, 1));
    }

    @Test
    void suspectsNoRecordThatWasNotRead() {
        WorkerState worker = dispatcher.addWorker(100);
        dispatcher.add(RecordFixtures.block("a\nb\n"));
        for (int i = 0; i < 10 * RETRIES; i++) {
            assertEquals("a\n", RecordFixtures.text(dispatcher.take(worker).view()));
            assertEquals(new RecordDispatcher.Loss(1, -1), dispatcher.lose(worker, true));
        }
    }

    @Test
    void givesMoreToAWorkerThatHoldsAnswersBack() {
        WorkerState worker = dispatcher.addWorker(4);
        dispatcher.add(RecordFixtures.block("a\nb\nc\nd\ne\nf\n"));
        Thread taking =
                Thread.startVirtualThread(
                        () -> {
                            while (dispatcher.take(worker) != null) {
                                // the worker never answers
                            }
                        });
        while (!dispatcher.isStuckFor(0)) {
            dispatcher.feedStarving(_ -> 0);
        }
        assertEquals(4, dispatcher.unanswered(worker));
        assertFalse(dispatcher.isStuckFor(Long.MAX_VALUE));
        dispatcher.endAnswers(worker);
        join(taking);
    }

    @Test
    void givesNoMoreToAWorkerThatHasNotReadAll() {
        WorkerState worker = dispatcher.addWorker(4);
        dispatcher.add(RecordFixtures.block("a\nb\n"));
        dispatcher.take(worker);
        for (int i = 0; i < 10; i++) {
            assertFalse(dispatcher.feedStarving(_ -> 1));
        }
        assertEquals(1, dispatcher.unanswered(worker));
    }

    @Test
    void hasEachRecordAnsweredOnceWhicheverWorkersEnd() {
        int records = 200_000;
        RecordDispatcher patient =
                new RecordDispatcher(RunFormat.LINES, Integer.MAX_VALUE, anyOrder);
        AtomicIntegerArray answered = new AtomicIntegerArray(records);
        Thread[] workers = new Thread[3];
        for (int i = 0; i < workers.length; i++) {
            WorkerState worker = patient.addWorker(1000);
            Random random = new Random(i);
            workers[i] = Thread.ofPlatform().start(() -> work(patient, worker, random, answered));
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < records; i++) {
            lines.append(i).append('\n');
        }
        BlockReader reader = RecordFixtures.reader(lines.toString(), 3000);
        for (RecordBlock block = patient.spareBlock();
                reader.next(block);
                block = patient.spareBlock()) {
            patient.add(block);
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
            RecordDispatcher dispatcher,
            WorkerState worker,
            Random random,
            AtomicIntegerArray answered) {
        for (RecordBatch batch = dispatcher.take(worker);
                batch != null;
                batch = dispatcher.take(worker)) {
            long number = batch.next();
            for (String line : RecordFixtures.text(batch.view()).split("\n")) {
                assertEquals(number++, Long.parseLong(line));
            }
            int now =
                    random.nextInt(10) == 0
                            ? random.nextInt(batch.unanswered())
                            : batch.unanswered();
            boolean ends = now < batch.unanswered();
            for (RecordDispatcher.Range range : dispatcher.addAnswers(worker, now)) {
                for (int i = 0; i < range.count(); i++) {
                    answered.incrementAndGet((int) range.first() + i);
                }
            }
            if (ends) {
                dispatcher.lose(worker, false);
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
