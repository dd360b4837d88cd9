package ipckit.common.queue;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/**
 * Tests that a one-to-one ring admits only one producer and one consumer at a time. After a
 * producer or a consumer has detached, the ring admits another one.
 */
@ParameterizedClass
@EnumSource(
        value = Implementation.class,
        names = {"ONE_TO_ONE_.*"},
        mode = EnumSource.Mode.MATCH_ANY)
final class OneToOneTest extends RingContract {
    OneToOneTest(Implementation kind) {
        super(kind);
    }

    private static void assertRefused(Executable attach) {
        IpcException e = assertFails(Category.FAILED, attach);
        String pid = Long.toString(ProcessHandle.current().pid());
        assertTrue(e.getMessage().endsWith("pid " + pid), e.getMessage());
    }

    @Test
    void aSecondProducerIsRefused() {
        open(512);
        assertRefused(ring::producer);
        assertEquals(Producer.Result.DONE, Given.one(producer, "x"));
        producer.close();
        producer = ring.producer();
    }

    @Test
    void aSecondConsumerIsRefused() {
        open(512);
        Given.one(producer, "x");
        assertRefused(ring::consumer);
        assertEquals(List.of("x"), Taken.all(consumer));
        replaceConsumer();
    }

    @Test
    void holdersAreNotCounted() {
        Ring ring = ring(512);
        try (StreamHolder _ = ring.holder();
                StreamHolder _ = ring.holder();
                Producer producer = ring.producer();
                Consumer consumer = ring.consumer()) {
            Given.one(producer, "x");
            assertEquals(List.of("x"), Taken.all(consumer));
        }
    }
}
