package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Performs thousands of random operations of several producers and consumers on a ring and on
 * queues of the JDK, and compares the results. {@code -Dipckit.random.seed=N} repeats the random
 * choices of an earlier test that used the seed N.
 */
@ParameterizedClass
@EnumSource
final class RandomOperationsTest extends RingContract {
    private static final int OPERATIONS = 6000;
    private static final int BYTES = 1024;

    private final long seed = Long.getLong("ipckit.random.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Deque<Integer> waiting = new ArrayDeque<>();

    /**
     * The items that consumers have claimed and given back, one list for each claim. The lists are
     * sorted by their first items.
     */
    private final List<List<Integer>> returned = new ArrayList<>();

    private final List<Hand> hands = new ArrayList<>();
    private int put;

    RandomOperationsTest(Implementation kind) {
        super(kind);
    }

    /** A consumer, and the items that this consumer has claimed. */
    private static final class Hand {
        Consumer consumer;
        List<Integer> holds = List.of();

        Hand(Consumer consumer) {
            this.consumer = consumer;
        }
    }

    @Test
    void agreesWithQueues() {
        ring = ring(BYTES);
        int each = kind.oneToOne ? 1 : 3;
        List<Producer> producers = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            producers.add(ring.producer());
            hands.add(new Hand(ring.consumer()));
        }
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                if (random.nextInt(5) < 2) {
                    put(producers.get(random.nextInt(each)));
                } else {
                    take(hands.get(random.nextInt(each)));
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        } finally {
            producers.forEach(Producer::close);
            hands.forEach(hand -> hand.consumer.close());
        }
    }

    private void put(Producer producer) {
        long before = producer.itemsPut();
        int most = 1 + random.nextInt(8);
        RunFormat format = RunFormat.values()[random.nextInt(4)];
        int count = format == RunFormat.ONE ? 1 : most;
        List<String> items =
                IntStream.range(put, put + count).mapToObj(RandomOperationsTest::item).toList();
        Producer.Result result = Given.run(producer, format, items, Deadline.NOW);
        int in = (int) (producer.itemsPut() - before);
        assertEquals(result == Producer.Result.DONE, in == count);
        if (isEmpty()) {
            hands.getFirst().consumer.settle();
            assertTrue(in > 0, "an empty ring has room for one item");
        }
        for (int i = 0; i < in; i++) {
            waiting.add(put++);
        }
    }

    private boolean isEmpty() {
        return waiting.isEmpty()
                && returned.isEmpty()
                && hands.stream().allMatch(hand -> hand.holds.isEmpty());
    }

    /** Returns the text of item n: its number, and a padding whose length depends on the number. */
    private static String item(int n) {
        int length = n % 7 == 0 ? n % 200 : n % 20;
        return n + ":" + "-".repeat(length);
    }

    private void take(Hand hand) {
        if (hand.holds.isEmpty()) {
            claim(hand);
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> giveBack(hand);
            case 1 -> acknowledgePart(hand);
            case 2 -> {
                hand.consumer.forgo();
                acknowledge(hand);
            }
            case 3 -> {
                returns(hand.holds);
                hand.holds = List.of();
                hand.consumer.close();
                hand.consumer = ring.consumer();
            }
            default -> acknowledge(hand);
        }
    }

    private void claim(Hand hand) {
        long most = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(6);
        long mostBytes = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(200);
        Consumer.Result result = hand.consumer.claim(most, mostBytes, NEVER_ENDS, Deadline.NOW);
        if (returned.isEmpty() && waiting.isEmpty()) {
            assertEquals(Consumer.Result.NOTHING, result);
            return;
        }
        assertEquals(Consumer.Result.ITEMS, result);
        List<Integer> got =
                Taken.held(hand.consumer).stream().map(RandomOperationsTest::number).toList();
        assertFalse(got.isEmpty());
        assertTrue(got.size() <= most);
        assertEquals(!returned.isEmpty(), hand.consumer.delivery().isRedelivered());
        if (returned.isEmpty()) {
            got.forEach(n -> assertEquals(waiting.remove(), n));
        } else {
            List<Integer> oldest = returned.removeFirst();
            assertEquals(oldest.subList(0, got.size()), got);
            returns(oldest.subList(got.size(), oldest.size()));
        }
        hand.holds = got;
    }

    private static int number(String item) {
        int n = Integer.parseInt(item, 0, item.indexOf(':'), 10);
        assertEquals(item(n), item);
        return n;
    }

    private void returns(List<Integer> items) {
        if (!items.isEmpty()) {
            returned.add(List.copyOf(items));
            returned.sort(Comparator.comparing(List::getFirst));
            // A one-to-one ring joins all items that were given back into one claim.
            if (kind.oneToOne) {
                List<Integer> all = returned.stream().flatMap(List::stream).toList();
                returned.clear();
                returned.add(all);
            }
        }
    }

    private void acknowledge(Hand hand) {
        hand.consumer.acknowledge();
        hand.holds = List.of();
    }

    private void giveBack(Hand hand) {
        hand.consumer.giveBack();
        returns(hand.holds);
        hand.holds = List.of();
    }

    private void acknowledgePart(Hand hand) {
        int part = random.nextInt(hand.holds.size() + 1);
        Taken.acknowledge(hand.consumer, part);
        hand.holds = hand.holds.subList(part, hand.holds.size());
        if (hand.holds.isEmpty()) {
            acknowledge(hand);
        } else {
            giveBack(hand);
        }
    }
}
