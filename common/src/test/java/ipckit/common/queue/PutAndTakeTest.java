package ipckit.common.queue;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.Deadline;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunFormat;
import ipckit.common.queue.Producer.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Tests that items are taken unchanged and in the order in which they were put, wherever in the
 * ring's memory they are stored.
 */
@ParameterizedClass
@EnumSource
final class PutAndTakeTest extends RingContract {
    PutAndTakeTest(Implementation kind) {
        super(kind);
    }

    @Test
    void anEmptyRingHasNothing() {
        openWithoutProducer(1024);
        assertEquals(Consumer.Result.NOTHING, Taken.claim(consumer, 1));
    }

    @Test
    void itemsComeInOrder() {
        open(1024);
        for (String item : List.of("a", "", "ccc", "\n\0", "")) {
            assertEquals(Result.DONE, Given.one(producer, item));
        }
        assertEquals(5, producer.itemsPut());
        assertEquals(List.of("a", "", "ccc", "\n\0", ""), Taken.all(consumer));
        assertEquals(List.of(), Taken.all(consumer));
    }

    @Test
    void itemsOutliveTheirProducer() {
        Ring ring = ring(1024);
        try (Producer producer = ring.producer()) {
            Given.one(producer, "x");
        }
        try (Consumer consumer = ring.consumer()) {
            assertEquals(List.of("x"), Taken.all(consumer));
        }
    }

    @Test
    void runsOfAllFormats() {
        open(1024);
        List<String> items = List.of("first", "", "x", "", "", "last");
        for (RunFormat format : List.of(RunFormat.LINES, RunFormat.NULS, RunFormat.FRAMES)) {
            assertEquals(Result.DONE, Given.run(producer, format, items, Deadline.NOW));
            assertEquals(items, Taken.all(consumer), format.name());
        }
        assertEquals(18, producer.itemsPut());
    }

    /** Puts and takes items of every length at every offset of a small ring. */
    @Test
    void everyLengthAtEveryPlace() {
        open(208);
        int longest = (int) ring.spec().maxItem();
        assertEquals(176, longest);
        for (int shift = 0; shift < 14; shift++) {
            for (int length = 0; length <= longest; length++) {
                assertPasses(item(length, shift));
            }
            assertPasses("");
        }
    }

    @Test
    void theSmallestRing() {
        open(64);
        for (int length = 0; length <= 32; length++) {
            assertPasses(item(length, 7));
        }
    }

    @Test
    void theLongestItemFitsInEveryFormat() {
        open(256);
        String longest = item((int) ring.spec().maxItem(), 1);
        for (RunFormat format : RunFormat.values()) {
            assertEquals(
                    Result.DONE,
                    Given.run(producer, format, List.of(longest), Deadline.NOW),
                    format.name());
            assertEquals(List.of(longest), Taken.all(consumer));
        }
    }

    @Test
    void tooLongAnItemIsRefusedAndNothingElseIsHarmed() {
        open(kind.holding(1024, 10));
        assertFails(Category.UNUSABLE, () -> Given.one(producer, item(11, 0)));
        for (RunFormat format : RunFormat.values()) {
            assertFails(
                    Category.UNUSABLE,
                    () -> Given.run(producer, format, List.of(item(11, 0)), Deadline.NOW));
        }
        List<String> fits = List.of(item(10, 0), "x");
        assertEquals(Result.DONE, Given.run(producer, RunFormat.LINES, fits, Deadline.NOW));
        assertEquals(2, producer.itemsPut());
        assertEquals(fits, Taken.all(consumer));
    }

    /**
     * A put of several items fails if one of them is too long. The items before that item may
     * already be in the ring. If so, the producer has counted them, and a consumer can take them.
     */
    @Test
    void aRunWithOneItemThatIsTooLong() {
        open(kind.holding(1024, 10));
        List<String> items = List.of("a", "b", item(11, 0), "c");
        assertFails(
                Category.UNUSABLE, () -> Given.run(producer, RunFormat.LINES, items, Deadline.NOW));
        assertEquals(producer.itemsPut(), Taken.all(consumer).size());
        assertEquals(Result.DONE, Given.one(producer, "d"));
        assertEquals(List.of("d"), Taken.all(consumer));
    }

    /**
     * A producer can put a run (a sequence of items) that is longer than the ring. It puts the run
     * in pieces, while a consumer takes items.
     */
    @Test
    void aRunLongerThanTheRing() {
        Ring ring = ring(512);
        List<String> items = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        CompletableFuture<List<String>> taken =
                CompletableFuture.supplyAsync(() -> take(ring, items.size()));
        try (Producer producer = ring.producer()) {
            assertEquals(Result.DONE, Given.run(producer, RunFormat.FRAMES, items, Deadline.NEVER));
            assertEquals(items.size(), producer.itemsPut());
        }
        assertEquals(items, outcome(taken));
    }

    private static List<String> take(Ring ring, int count) {
        List<String> items = new ArrayList<>();
        try (Consumer consumer = ring.consumer()) {
            while (items.size() < count) {
                items.addAll(takeBytes(consumer, 100, Deadline.NEVER));
            }
        }
        return items;
    }

    private static List<String> takeBytes(Consumer consumer, long most, Deadline deadline) {
        assertEquals(
                Consumer.Result.ITEMS, consumer.claim(Long.MAX_VALUE, most, NEVER_ENDS, deadline));
        List<String> items = Taken.held(consumer);
        consumer.acknowledge();
        return items;
    }

    @Test
    void aClaimStopsAtItsBytes() {
        open(1024);
        for (int i = 0; i < 5; i++) {
            Given.one(producer, item(40, i));
        }
        assertEquals(List.of(item(40, 0), item(40, 1)), takeBytes(consumer, 130, Deadline.NOW));
        assertEquals(
                List.of(item(40, 2)), takeBytes(consumer, 1, Deadline.NOW), "one item at least");
        assertEquals(2, Taken.all(consumer).size());
    }

    private static String item(int length, int shift) {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
                .repeat(8)
                .substring(shift, shift + length);
    }
}
