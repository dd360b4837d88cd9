package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;
import ipckit.common.queue.Consumer.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/**
 * Tests how consumers claim items. A claim may contain only some of the items that a producer has
 * put in one call. Several consumers may have claims at the same time. The items of a claim that
 * was given back are delivered again.
 */
@ParameterizedClass
@EnumSource
final class ClaimTest extends RingContract {
    private static final List<String> ITEMS = List.of("a", "bb", "", "dddd", "", "f");

    ClaimTest(Implementation kind) {
        super(kind);
    }

    private void openWithRun(RunFormat format) {
        open(1024);
        put(format);
    }

    private void put(RunFormat format) {
        if (format == RunFormat.ONE) {
            ITEMS.forEach(item -> assertEquals(Producer.Result.DONE, Given.one(producer, item)));
        } else {
            assertEquals(Producer.Result.DONE, Given.run(producer, format, ITEMS, Deadline.NOW));
        }
    }

    /**
     * Claims at most {@code most} items without waiting, and returns the items. Asserts that the
     * delivery is marked as a redelivery if {@code marked} is true, and is not marked otherwise.
     */
    private List<String> claim(Consumer consumer, long most, boolean marked) {
        assertEquals(Result.ITEMS, Taken.claim(consumer, most));
        assertEquals(marked, consumer.delivery().isRedelivered());
        return Taken.held(consumer);
    }

    @Test
    void aRunIsTakenInParts() {
        for (RunFormat format : List.of(RunFormat.LINES, RunFormat.NULS, RunFormat.FRAMES)) {
            openWithRun(format);
            assertEquals(ITEMS.subList(0, 1), Taken.now(consumer, 1));
            assertEquals(ITEMS.subList(1, 4), Taken.now(consumer, 3));
            assertEquals(ITEMS.subList(4, 5), Taken.now(consumer, 1));
            assertEquals(ITEMS.subList(5, 6), Taken.now(consumer, 4));
            assertEquals(List.of(), Taken.now(consumer, 1));
        }
    }

    @Test
    void severalConsumersWorkOnOneRun() {
        assumeFalse(kind.oneToOne);
        openWithRun(RunFormat.FRAMES);
        try (Consumer two = ring.consumer();
                Consumer three = ring.consumer()) {
            assertEquals(ITEMS.subList(0, 2), claim(consumer, 2, false));
            assertEquals(ITEMS.subList(2, 3), claim(two, 1, false));
            assertEquals(ITEMS.subList(3, 6), claim(three, 5, false));
            three.acknowledge();
            consumer.acknowledge();
            assertEquals(
                    Result.NOTHING, Taken.claim(consumer, 1), "held items are not claimed again");
            two.giveBack();
            assertEquals(ITEMS.subList(2, 3), Taken.now(consumer, 9));
        }
    }

    @Test
    void aReturnedClaimComesFirstAndMarked() {
        openWithRun(RunFormat.LINES);
        for (int tries = 1; tries <= 3; tries++) {
            assertEquals(ITEMS.subList(0, 2), claim(consumer, 2, tries > 1));
            assertEquals(
                    kind.oneToOne ? Math.min(tries, 2) : tries, consumer.delivery().deliveries());
            consumer.giveBack();
        }
        assertEquals(ITEMS.subList(0, 2), Taken.now(consumer, 2));
        assertEquals(ITEMS.subList(2, 6), claim(consumer, 9, false));
    }

    @Test
    void failedTriesAreCountedAcrossConsumers() {
        openWithRun(RunFormat.LINES);
        for (int tries = 0; tries < 3; tries++) {
            assertEquals(ITEMS.subList(0, 2), claim(consumer, 2, tries > 0));
            assertEquals(tries, consumer.delivery().tries());
            consumer.countTry();
            replaceConsumer();
        }
        assertEquals(ITEMS.subList(0, 2), Taken.now(consumer, 2));
        assertEquals(ITEMS.subList(2, 4), claim(consumer, 2, false));
        assertEquals(0, consumer.delivery().tries());
    }

    @Test
    void aDeliveryWithoutACommandIsNotCounted() {
        openWithRun(RunFormat.LINES);
        for (int turn = 0; turn < 3; turn++) {
            assertEquals(Result.ITEMS, Taken.claim(consumer, 2));
            assertEquals(1, consumer.delivery().deliveries());
            assertEquals(0, consumer.delivery().tries());
            consumer.giveBackUndelivered();
        }
    }

    @Test
    void eachPartOfAReturnedClaimHasItsTries() {
        openWithRun(RunFormat.FRAMES);
        Taken.claim(consumer, 5);
        consumer.countTry();
        consumer.giveBack();
        for (int left = 5; left > 0; left -= 2) {
            claim(consumer, 2, true);
            assertEquals(1, consumer.delivery().tries());
            assertEquals(2, consumer.delivery().deliveries());
            consumer.acknowledge();
        }
    }

    @Test
    void aFailedTryOfOneItemIsNotCountedForALargerClaim() {
        openWithRun(RunFormat.LINES);
        Taken.claim(consumer, 5);
        consumer.giveBack();
        for (int tries = 0; tries < 2; tries++) {
            assertEquals(ITEMS.subList(0, 1), claim(consumer, 1, true));
            assertEquals(tries, consumer.delivery().tries());
            consumer.countTry();
            replaceConsumer();
        }
        assertEquals(ITEMS.subList(0, 1), claim(consumer, 9, true));
        assertEquals(2, consumer.delivery().tries());
        consumer.acknowledge();
        assertEquals(ITEMS.subList(1, 5), claim(consumer, 9, true));
        assertEquals(0, consumer.delivery().tries());
    }

    @Test
    void eachPartOfAReturnedClaimIsMarked() {
        openWithRun(RunFormat.FRAMES);
        Taken.claim(consumer, 5);
        consumer.giveBack();
        List<String> out = new ArrayList<>();
        while (out.size() < 5) {
            out.addAll(claim(consumer, 2, true));
            consumer.acknowledge();
        }
        assertEquals(ITEMS.subList(0, 5), out);
        claim(consumer, 2, false);
    }

    @Test
    void theItemsThatAreNotAcknowledgedComeAgain() {
        for (RunFormat format : RunFormat.values()) {
            for (int done = 0; done <= ITEMS.size(); done++) {
                openWithRun(format);
                assertEquals(ITEMS, claim(consumer, Long.MAX_VALUE, false));
                Taken.acknowledge(consumer, done);
                consumer.giveBack();
                List<String> rest = ITEMS.subList(done, ITEMS.size());
                assertEquals(rest, Taken.all(consumer), format + " after " + done);
                put(format);
                assertEquals(ITEMS, Taken.all(consumer));
            }
        }
    }

    @Test
    void nothingOfARunAcknowledged() {
        open(1024);
        Given.one(producer, "");
        Given.one(producer, "x");
        Taken.claim(consumer, 9);
        consumer.delivery().nextRun();
        consumer.acknowledge(0);
        consumer.giveBack();
        assertEquals(List.of("", "x"), Taken.all(consumer));
    }

    @Test
    void aDetachedConsumerGivesBack() {
        openWithRun(RunFormat.NULS);
        Taken.now(consumer, 1);
        Taken.claim(consumer, 2);
        replaceConsumer();
        assertEquals(ITEMS.subList(1, 3), claim(consumer, 2, true));
        consumer.acknowledge();
        assertEquals(ITEMS.subList(3, 6), Taken.all(consumer));
    }

    @Test
    void aForgoneClaimIsReadableAndNotDeliveredAgain() {
        openWithRun(RunFormat.LINES);
        Taken.claim(consumer, 4);
        consumer.forgo();
        assertEquals(ITEMS.subList(0, 4), Taken.held(consumer));
        replaceConsumer();
        assertEquals(ITEMS.subList(4, 6), Taken.all(consumer));
    }

    @Test
    void acknowledgedItemsMakeRoom() {
        open(512);
        for (int i = 0; i < 200; i++) {
            assertPasses("some item " + i);
        }
    }
}
