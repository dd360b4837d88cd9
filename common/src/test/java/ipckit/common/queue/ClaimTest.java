package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;
import ipckit.common.queue.Consumer.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/** Tests claims: parts of runs, several claims at once, and returned claims. */
@ParameterizedClass
@EnumSource
final class ClaimTest extends RingContract {
    private static final List<String> ITEMS = List.of("a", "bb", "", "dddd", "", "f");

    ClaimTest(Implementation kind) {
        super(kind);
    }

    private Ring ringOf(RunFormat format) {
        Ring ring = ring(1024);
        try (Producer producer = ring.producer()) {
            assertEquals(Producer.Result.DONE, Given.run(producer, format, ITEMS, Deadline.NOW));
        }
        return ring;
    }

    @Test
    void aRunIsTakenInParts() {
        for (RunFormat format : List.of(RunFormat.LINES, RunFormat.NULS, RunFormat.FRAMES)) {
            try (Consumer consumer = ringOf(format).consumer()) {
                assertEquals(ITEMS.subList(0, 1), Taken.now(consumer, 1));
                assertEquals(ITEMS.subList(1, 4), Taken.now(consumer, 3));
                assertEquals(ITEMS.subList(4, 5), Taken.now(consumer, 1));
                assertEquals(ITEMS.subList(5, 6), Taken.now(consumer, 4));
                assertEquals(List.of(), Taken.now(consumer, 1));
            }
        }
    }

    @Test
    void severalConsumersWorkOnOneRun() {
        assumeFalse(kind.oneToOne);
        Ring ring = ringOf(RunFormat.FRAMES);
        try (Consumer one = ring.consumer();
                Consumer two = ring.consumer();
                Consumer three = ring.consumer()) {
            assertEquals(Result.ITEMS, Taken.claim(one, 2));
            assertEquals(Result.ITEMS, Taken.claim(two, 1));
            assertEquals(Result.ITEMS, Taken.claim(three, 5));
            assertEquals(ITEMS.subList(0, 2), Taken.held(one));
            assertEquals(ITEMS.subList(2, 3), Taken.held(two));
            assertEquals(ITEMS.subList(3, 6), Taken.held(three));
            three.acknowledge();
            one.acknowledge();
            assertEquals(Result.NOTHING, Taken.claim(one, 1), "held items are not claimed again");
            two.giveBack();
            assertEquals(ITEMS.subList(2, 3), Taken.now(one, 9));
        }
    }

    @Test
    void aReturnedClaimComesFirstAndMarked() {
        Ring ring = ringOf(RunFormat.LINES);
        try (Consumer consumer = ring.consumer()) {
            for (int tries = 1; tries <= 3; tries++) {
                assertEquals(Result.ITEMS, Taken.claim(consumer, 2));
                assertEquals(tries > 1, consumer.delivery().isRedelivered());
                assertEquals(kind.oneToOne ? Math.min(tries, 2) : tries, triesOf(consumer));
                assertEquals(ITEMS.subList(0, 2), Taken.held(consumer));
                consumer.giveBack();
            }
            assertEquals(ITEMS.subList(0, 2), Taken.now(consumer, 2));
            assertEquals(Result.ITEMS, Taken.claim(consumer, 9));
            assertFalse(consumer.delivery().isRedelivered());
            assertEquals(ITEMS.subList(2, 6), Taken.held(consumer));
        }
    }

    private static int triesOf(Consumer consumer) {
        return consumer.delivery().tries();
    }

    /** A returned claim may also be claimed in parts, and each part is marked. */
    @Test
    void aReturnedClaimIsTakenInParts() {
        Ring ring = ringOf(RunFormat.FRAMES);
        try (Consumer consumer = ring.consumer()) {
            Taken.claim(consumer, 5);
            consumer.giveBack();
            List<String> out = new ArrayList<>();
            while (out.size() < 5) {
                assertEquals(Result.ITEMS, Taken.claim(consumer, 2));
                assertTrue(consumer.delivery().isRedelivered());
                out.addAll(Taken.held(consumer));
                consumer.acknowledge();
            }
            assertEquals(ITEMS.subList(0, 5), out);
            assertEquals(Result.ITEMS, Taken.claim(consumer, 2));
            assertFalse(consumer.delivery().isRedelivered());
        }
    }

    /** After a part of a claim is acknowledged, exactly the other items are delivered again. */
    @Test
    void theRestOfAClaimComesAgain() {
        for (RunFormat format : RunFormat.values()) {
            for (int done = 0; done <= ITEMS.size(); done++) {
                Ring ring = ring(1024);
                try (Producer producer = ring.producer();
                        Consumer consumer = ring.consumer()) {
                    put(producer, format);
                    assertEquals(Result.ITEMS, Taken.claim(consumer, Long.MAX_VALUE));
                    assertEquals(ITEMS, Taken.held(consumer));
                    acknowledge(consumer, done);
                    consumer.giveBack();
                    List<String> rest = ITEMS.subList(done, ITEMS.size());
                    assertEquals(rest, Taken.all(consumer), format + " after " + done);
                    put(producer, format);
                    assertEquals(ITEMS, Taken.all(consumer));
                }
            }
        }
    }

    private static void put(Producer producer, RunFormat format) {
        if (format == RunFormat.ONE) {
            ITEMS.forEach(item -> Given.one(producer, item));
        } else {
            Given.run(producer, format, ITEMS, Deadline.NOW);
        }
    }

    private static void acknowledge(Consumer consumer, int count) {
        Delivery delivery = consumer.delivery();
        delivery.rewind();
        int left = count;
        while (delivery.nextRun()) {
            int now = Math.min(left, delivery.count());
            consumer.acknowledge(now);
            left -= now;
            if (left == 0) {
                return;
            }
        }
    }

    @Test
    void nothingOfARunAcknowledged() {
        Ring ring = ring(1024);
        try (Producer producer = ring.producer();
                Consumer consumer = ring.consumer()) {
            Given.one(producer, "");
            Given.one(producer, "x");
            Taken.claim(consumer, 9);
            consumer.delivery().nextRun();
            consumer.acknowledge(0);
            consumer.giveBack();
            assertEquals(List.of("", "x"), Taken.all(consumer));
        }
    }

    @Test
    void aDetachedConsumerGivesBack() {
        Ring ring = ringOf(RunFormat.NULS);
        try (Consumer leaves = ring.consumer()) {
            Taken.now(leaves, 1);
            Taken.claim(leaves, 2);
        }
        try (Consumer next = ring.consumer()) {
            assertEquals(Result.ITEMS, Taken.claim(next, 2));
            assertTrue(next.delivery().isRedelivered());
            assertEquals(ITEMS.subList(1, 3), Taken.held(next));
            next.acknowledge();
            assertEquals(ITEMS.subList(3, 6), Taken.all(next));
        }
    }

    /** A forgone claim is readable until it is acknowledged, and is not delivered again. */
    @Test
    void forgo() {
        Ring ring = ringOf(RunFormat.LINES);
        try (Consumer leaves = ring.consumer()) {
            Taken.claim(leaves, 4);
            leaves.forgo();
            assertEquals(ITEMS.subList(0, 4), Taken.held(leaves));
        }
        try (Consumer next = ring.consumer()) {
            assertEquals(ITEMS.subList(4, 6), Taken.all(next));
        }
    }

    @Test
    void acknowledgedItemsMakeRoom() {
        Ring ring = ring(512);
        try (Producer producer = ring.producer();
                Consumer consumer = ring.consumer()) {
            for (int i = 0; i < 200; i++) {
                assertEquals(Producer.Result.DONE, Given.one(producer, "some item " + i));
                assertEquals(List.of("some item " + i), Taken.now(consumer, 1));
            }
        }
    }
}
