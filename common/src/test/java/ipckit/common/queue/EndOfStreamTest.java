package ipckit.common.queue;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ipckit.common.Deadline;
import ipckit.common.IpcException.Category;
import ipckit.common.queue.Consumer.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Tests when the stream of a ring ends. While a producer or a {@link StreamHolder} is attached, the
 * stream stays open. After they have detached, the stream ends as soon as all items are
 * acknowledged. Also tests which other events end a consumer's wait for items, for example a new
 * item or the removal of the ring.
 */
@ParameterizedClass
@EnumSource
final class EndOfStreamTest extends RingContract {
    EndOfStreamTest(Implementation kind) {
        super(kind);
    }

    private static Result claim(Consumer consumer, int producers) {
        return consumer.claim(Long.MAX_VALUE, Long.MAX_VALUE, producers, Deadline.NOW);
    }

    /** Returns whether the stream has ended, so that a claim would return {@link Result#END}. */
    private static boolean isAtEnd(Consumer consumer) {
        return consumer.stream.isReached(0, true);
    }

    private void putAndDetach(String... items) {
        try (Producer producer = ring.producer()) {
            for (String item : items) {
                Given.one(producer, item);
            }
        }
    }

    private static void takeOne(Consumer consumer) {
        assertEquals(Result.ITEMS, claim(consumer, 0));
        consumer.acknowledge();
    }

    @Test
    void aConsumerWaitsForTheFirstProducer() {
        openWithoutProducer(512);
        assertFalse(isAtEnd(consumer));
        assertEquals(Result.NOTHING, claim(consumer, 0));
        Producer first = ring.producer();
        assertEquals(Result.NOTHING, claim(consumer, 0));
        first.close();
        assertTrue(isAtEnd(consumer), "a producer came and put nothing");
        assertEquals(Result.END, claim(consumer, 0), "a producer came and put nothing");
    }

    @Test
    void aStreamEndsAfterItsLastItem() {
        ring = ring(512);
        putAndDetach("x", "y");
        consumer = ring.consumer();
        assertFalse(isAtEnd(consumer));
        assertEquals(List.of("x"), Taken.now(consumer, 1));
        assertFalse(isAtEnd(consumer));
        assertEquals(Result.ITEMS, claim(consumer, 0));
        assertFalse(isAtEnd(consumer), "the consumer may give the held item back");
        consumer.giveBack();
        takeOne(consumer);
        assertEquals(Result.END, claim(consumer, 0));
    }

    @Test
    void aStreamContinuesWhileAnotherConsumerHoldsItems() {
        assumeFalse(kind.oneToOne);
        openWithoutProducer(512);
        try (Consumer other = ring.consumer()) {
            putAndDetach("x");
            assertEquals(Result.ITEMS, claim(consumer, 0));
            assertEquals(Result.NOTHING, claim(other, 0));
            consumer.acknowledge();
            assertEquals(
                    Result.END,
                    claim(other, 0),
                    "the last item is acknowledged, although its room is not free");
        }
    }

    @Test
    void aHolderKeepsItOpen() {
        ring = ring(512);
        StreamHolder holder = ring.holder();
        consumer = ring.consumer();
        putAndDetach("x");
        takeOne(consumer);
        assertEquals(Result.NOTHING, claim(consumer, 0));
        holder.close();
        assertEquals(Result.END, claim(consumer, 0));
    }

    @Test
    void aStreamEndsAfterAGivenNumberOfProducers() {
        openWithoutProducer(512);
        for (int come = 1; come <= 3; come++) {
            putAndDetach("x");
            takeOne(consumer);
            assertEquals(come == 3 ? Result.END : Result.NOTHING, claim(consumer, 3));
        }
    }

    /**
     * Producers of an earlier stream that has ended do not count as producers of the next stream.
     * The last argument of {@link #claim} is the number of producers that must have attached before
     * the stream can end.
     */
    @Test
    void producersOfAnEarlierStream() {
        ring = ring(512);
        ring.producer().close();
        consumer = ring.consumer();
        assertEquals(
                Result.END,
                claim(consumer, 1),
                "the producer detached before this consumer attached");
        replaceConsumer();
        assertEquals(Result.NOTHING, claim(consumer, 1));
        ring.producer().close();
        assertEquals(Result.END, claim(consumer, 1));
    }

    /**
     * A stream ends when its only consumer has taken all items and detaches, even if the consumer
     * has not seen the end of the stream. So the next consumer reads a new stream. That stream ends
     * only after two producers have attached, because the test passes 2 to {@link #claim}. The
     * producer of the first stream is not one of these two.
     */
    @Test
    void producersWhoseConsumerDidNotWait() {
        openWithoutProducer(512);
        putAndDetach("x");
        takeOne(consumer);
        replaceConsumer();
        putAndDetach("x");
        takeOne(consumer);
        assertEquals(
                Result.NOTHING, claim(consumer, 2), "only one producer of this stream has come");
        ring.producer().close();
        assertEquals(Result.END, claim(consumer, 2));
    }

    /**
     * A stream does not end while the ring contains items, even if its consumer detaches. The next
     * consumer continues the same stream. A producer that attached before this consumer still
     * counts as a producer of the stream. So the stream can end although no further producer
     * attaches.
     */
    @Test
    void producersWhoseItemsAreStillThere() {
        openWithoutProducer(512);
        putAndDetach("x", "y");
        assertEquals(List.of("x"), Taken.now(consumer, 1));
        replaceConsumer();
        takeOne(consumer);
        assertEquals(Result.END, claim(consumer, 1));
    }

    /**
     * Starts a thread that attaches a consumer and then waits for items. Returns the future result
     * of this wait.
     */
    private static CompletableFuture<Result> waits(Ring ring, Function<Ring, Consumer> attach)
            throws InterruptedException {
        CountDownLatch attached = new CountDownLatch(1);
        CompletableFuture<Result> result =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (Consumer consumer = attach.apply(ring)) {
                                attached.countDown();
                                return consumer.claim(1, Long.MAX_VALUE, 0, Deadline.NEVER);
                            }
                        });
        attached.await();
        // During this pause, the consumer usually stops spinning and begins to sleep.
        Thread.sleep(10);
        return result;
    }

    @Test
    void anItemWakes() throws InterruptedException {
        Ring ring = ring(512);
        CompletableFuture<Result> wait = waits(ring, Ring::consumer);
        try (Producer producer = ring.producer()) {
            Given.one(producer, "x");
            assertEquals(Result.ITEMS, outcome(wait));
        }
    }

    @Test
    void theEndWakes() throws InterruptedException {
        Ring ring = ring(512);
        Producer producer = ring.producer();
        CompletableFuture<Result> wait = waits(ring, Ring::consumer);
        producer.close();
        assertEquals(Result.END, outcome(wait));
    }

    @Test
    void removalWakes() throws InterruptedException {
        Ring ring = ring(512);
        CompletableFuture<Result> wait = waits(ring, Ring::consumer);
        Ring.retire(directory);
        assertEquals(Result.REMOVED, outcome(wait));
        assertTrue(Ring.isRemoved(directory));
        assertFails(Category.REMOVED, () -> Ring.open(directory));
    }

    @Test
    void givingUp() throws InterruptedException {
        assertEquals(
                Result.GIVEN_UP,
                waits(ring(512), ring -> ring.consumer(Deadline.NEVER, () -> true)).join());
    }

    @Test
    void timeOut() {
        long moment = 30_000_000;
        openWithoutProducer(512);
        long start = System.nanoTime();
        Deadline deadline = Deadline.afterNanos(moment);
        assertEquals(Result.NOTHING, consumer.claim(1, Long.MAX_VALUE, 0, deadline));
        assertTrue(System.nanoTime() - start >= moment);
    }
}
