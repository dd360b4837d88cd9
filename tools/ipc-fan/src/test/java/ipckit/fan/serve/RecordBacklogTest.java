package ipckit.fan.serve;

import static ipckit.fan.RecordFixtures.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.Test;

class RecordBacklogTest {
    private static final int MEBIBYTE = 1 << 20;

    private final RecordBacklog backlog = new RecordBacklog(RunFormat.LINES);

    @Test
    void isFullWithHalfOfTheWantedRecords() {
        assertFalse(backlog.isFull(1));
        backlog.add(block("a\n"));
        assertTrue(backlog.isFull(2));
        assertFalse(backlog.isFull(3));
        backlog.poll(1);
        assertFalse(backlog.isFull(1), "a worker may have taken the last record");
    }

    @Test
    void isFullWithManyBytes() {
        backlog.add(block("x".repeat(MEBIBYTE) + "\n"));
        assertTrue(backlog.isFull(Long.MAX_VALUE));
    }

    @Test
    void missesBytesForRecordsOfTheMeanLength() {
        assertEquals(64, backlog.missingBytes(1), "no length is known yet");
        backlog.add(block("aaa\nb\n"));
        int mean = 4;
        assertEquals(8 * mean, backlog.missingBytes(10));
        backlog.poll(2);
        assertEquals(10 * mean, backlog.missingBytes(10));
        assertEquals(MEBIBYTE, backlog.missingBytes(Long.MAX_VALUE));
    }

    @Test
    void missesAByteAtLeast() {
        backlog.add(block("a\nb\n"));
        assertEquals(1, backlog.missingBytes(1));
    }
}
