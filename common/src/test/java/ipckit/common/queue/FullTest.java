package ipckit.common.queue;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunFormat;
import ipckit.common.queue.Producer.OnFull;
import ipckit.common.queue.Producer.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Tests the choices of a producer when the ring is full: fail, wait, or drop items. */
@ParameterizedClass
@EnumSource
final class FullTest extends RingContract {
    private static final long A_MOMENT = 30_000_000;

    FullTest(Implementation kind) {
        super(kind);
    }

    @Test
    void aProducerThatDoesNotWaitFindsTheRingFull() {
        open(512);
        List<String> in = fill(producer);
        assertEquals(Result.FULL, Given.one(producer, "more"));
        assertEquals(in.size(), producer.itemsPut());
        assertEquals(in.subList(0, 1), Taken.now(consumer, 1));
        consumer.settle();
        assertEquals(Result.DONE, Given.one(producer, "0"));
        assertEquals(Result.FULL, Given.one(producer, "1"));
        assertEquals(in.size(), Taken.all(consumer).size());
    }

    /** Puts short items until the ring is full, and returns these items. */
    private static List<String> fill(Producer producer) {
        List<String> in = new ArrayList<>();
        for (int i = 0; ; i++) {
            if (Given.one(producer, Integer.toString(i)) != Result.DONE) {
                return in;
            }
            in.add(Integer.toString(i));
        }
    }

    @Test
    void slotsLimitTheItemsAndBytesTheRest() {
        open(512);
        assertEquals(kind.slots > 0 ? kind.itemLimit() : 15, fill(producer).size());
    }

    @Test
    void timeOut() {
        open(512);
        fill(producer);
        long start = System.nanoTime();
        assertEquals(Result.FULL, Given.one(producer, "more", Deadline.afterNanos(A_MOMENT)));
        assertTrue(System.nanoTime() - start >= A_MOMENT);
    }

    @Test
    void aRunThatFitsInPart() {
        open(512);
        List<String> items =
                IntStream.range(0, 100).mapToObj(i -> "an item of the run " + i).toList();
        assertEquals(Result.FULL, Given.run(producer, RunFormat.NULS, items, Deadline.NOW));
        long in = producer.itemsPut();
        assertTrue(in > 0 && in < items.size());
        assertEquals(items.subList(0, (int) in), Taken.all(consumer));
    }

    /**
     * Starts a thread that fills the ring and then waits for room for one more item. Returns the
     * future result of this wait.
     */
    private static CompletableFuture<Result> waiter(Ring ring) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Producer producer = ring.producer()) {
                        fill(producer);
                        return Given.one(producer, "more", Deadline.NEVER);
                    }
                });
    }

    @Test
    void roomWakesAWaitingProducer() {
        Ring ring = ring(512);
        CompletableFuture<Result> waits = waiter(ring);
        List<String> out = new ArrayList<>();
        try (Consumer consumer = ring.consumer()) {
            while (!out.contains("more")) {
                consumer.claim(1, Long.MAX_VALUE, NEVER_ENDS, Deadline.NEVER);
                out.addAll(Taken.held(consumer));
                consumer.acknowledge();
            }
        }
        assertEquals(Result.DONE, outcome(waits));
        assertTrue(out.size() > 7);
    }

    @Test
    void removalEndsTheWaitOfAProducer() throws InterruptedException {
        Ring ring = ring(512);
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        BooleanSupplier givenUp =
                () -> {
                    if (full.getCount() == 0) {
                        waiting.countDown();
                    }
                    return false;
                };
        CompletableFuture<Result> waits =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (Producer producer =
                                    ring.producer(OnFull.BLOCK, Deadline.NEVER, givenUp)) {
                                fill(producer);
                                full.countDown();
                                return Given.one(producer, "more", Deadline.NEVER);
                            }
                        });
        waiting.await();
        Ring.retire(directory);
        assertEquals(Result.REMOVED, outcome(waits));
    }

    @Test
    void aProducerCanGiveUp() {
        try (Producer producer = ring(512).producer(OnFull.BLOCK, Deadline.NEVER, () -> true)) {
            fill(producer);
            assertEquals(Result.GIVEN_UP, Given.one(producer, "more", Deadline.NEVER));
        }
    }

    @Test
    void dropNew() {
        openDropping(OnFull.DROP_NEW);
        putNumbers(0, 40);
        List<String> out = Taken.all(consumer);
        assertEquals("0", out.getFirst());
        assertEquals(out.size(), producer.itemsPut());
        assertEquals(40 - out.size(), producer.itemsDropped());
        consumer.settle();
        Given.one(producer, "later");
        assertEquals(List.of("later"), Taken.all(consumer));
    }

    private void openDropping(OnFull onFull) {
        open(512);
        producer.close();
        producer = ring.producer(onFull, Deadline.NEVER, () -> false);
    }

    private void putNumbers(int first, int count) {
        for (int i = first; i < first + count; i++) {
            assertEquals(Result.DONE, Given.one(producer, Integer.toString(i)));
        }
    }

    @Test
    void dropOld() {
        assumeFalse(kind.oneToOne);
        openDropping(OnFull.DROP_OLD);
        putNumbers(0, 40);
        List<String> out = Taken.all(consumer);
        assertEquals("39", out.getLast());
        assertEquals(Integer.toString(40 - out.size()), out.getFirst());
        assertEquals(40, producer.itemsPut());
        assertEquals(40 - out.size(), producer.itemsDropped());
    }

    /**
     * A producer that drops the oldest items never drops items that a consumer has claimed. Items
     * that a consumer has given back are dropped like items that were never claimed.
     */
    @Test
    void dropOldLeavesWhatIsHeld() {
        assumeFalse(kind.oneToOne);
        openDropping(OnFull.DROP_OLD);
        putNumbers(0, 5);
        assertEquals(Consumer.Result.ITEMS, Taken.claim(consumer, 2));
        int more = 5;
        while (Given.one(producer, Integer.toString(more)) == Result.DONE) {
            assertTrue(++more < 100, "held items keep all later items in the ring");
        }
        assertEquals(List.of("0", "1"), Taken.held(consumer));
        consumer.giveBack();
        putNumbers(100, 40);
        List<String> out = Taken.all(consumer);
        assertFalse(out.contains("0"), "item 0 was given back, and dropped as the oldest item");
        assertEquals("139", out.getLast());
    }

    @Test
    void dropOldNeedsSharedConsumers() {
        assumeTrue(kind.oneToOne);
        Ring ring = ring(512);
        assertFails(
                Category.USAGE, () -> ring.producer(OnFull.DROP_OLD, Deadline.NEVER, () -> false));
        ring.producer().close();
    }
}
