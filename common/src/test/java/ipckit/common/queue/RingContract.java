package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The base of the tests of rings. JUnit runs the tests of a class on each {@link Implementation}
 * that the annotation {@code EnumSource} of the class selects; by default, this is every one.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
abstract class RingContract {
    static final int NEVER_ENDS = Integer.MAX_VALUE;

    final Implementation kind;
    private final Scratch scratch = new Scratch();

    /** The directory of the ring that the test has made most recently. */
    Path directory;

    /**
     * The ring that {@link #open} or {@link #openWithoutProducer} made. {@link #producer} and
     * {@link #consumer} are attached to this ring, belong to the thread of the test, and are closed
     * after the test. {@link #producer} is null after {@link #openWithoutProducer}.
     */
    Ring ring;

    Producer producer;
    Consumer consumer;

    RingContract(Implementation kind) {
        this.kind = kind;
    }

    @AfterEach
    final void clean() {
        detach();
        scratch.close();
    }

    private void detach() {
        if (consumer != null) {
            consumer.close();
        }
        if (producer != null) {
            producer.close();
        }
    }

    /**
     * Makes a ring with a capacity of {@code bytes} bytes, and attaches a producer and a consumer.
     */
    final void open(long bytes) {
        open(kind.holding(bytes, 0));
    }

    final void open(RingSpec spec) {
        detach();
        ring = ring(spec);
        producer = ring.producer();
        consumer = ring.consumer();
    }

    /**
     * Makes a ring with a capacity of {@code bytes} bytes, and attaches a consumer but no producer.
     */
    final void openWithoutProducer(long bytes) {
        ring = ring(bytes);
        consumer = ring.consumer();
    }

    final void replaceConsumer() {
        consumer.close();
        consumer = ring.consumer();
    }

    /** Asserts that an item can be put and taken. */
    final void assertPasses(String item) {
        assertEquals(Producer.Result.DONE, Given.one(producer, item));
        assertEquals(List.of(item), Taken.now(consumer, 1));
    }

    /** Makes a ring with a capacity of {@code bytes} bytes, and attaches no participant. */
    final Ring ring(long bytes) {
        return ring(kind.holding(bytes, 0));
    }

    final Ring ring(RingSpec spec) {
        directory = scratch.newDirectory();
        try {
            Ring.create(directory, spec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Ring.open(directory);
    }

    /** Waits until another thread of the test has computed a result, and returns this result. */
    static <T> T outcome(Future<T> future) {
        try {
            return future.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
