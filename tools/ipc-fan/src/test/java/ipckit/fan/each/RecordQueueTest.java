package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ipckit.fan.each.input.JobArguments;

import org.junit.jupiter.api.Test;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Tests {@link RecordQueue}. */
final class RecordQueueTest {
    private final Iterator<JobArguments> source =
            IntStream.range(0, 5)
                    .mapToObj(i -> new byte[] {(byte) i})
                    .map(value -> new JobArguments(value, List.of(value)))
                    .iterator();

    /**
     * A skipped record has a number, but no position in the order of the outputs. So {@code -k}
     * does not wait for an output of the skipped record.
     */
    @Test
    void skippedRecordsHaveNumbersButNoPositions() {
        RecordQueue records =
                new RecordQueue(
                                () -> source.hasNext() ? source.next() : null,
                                1,
                                record -> record.number() != 2 && record.number() != 4)
                        .start();
        JobRecord first = records.take();
        JobRecord second = records.take();
        assertNull(records.take());
        assertEquals("2/1 4/2", text(first) + " " + text(second));
        assertEquals(5, records.total());
    }

    private static String text(JobRecord record) {
        return record.number() + "/" + record.position();
    }
}
