package ipckit.common.os;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

final class SystemVMessageQueueTest {
    private static final int PRIVATE_KEY = 0;

    private final int id = SystemVMessageQueue.create(PRIVATE_KEY, 0600);
    private final SystemVMessageQueue queue = new SystemVMessageQueue(id);

    @AfterEach
    void removeTheQueue() {
        if (queue.exists()) {
            SystemVMessageQueue.remove(id);
        }
    }

    private boolean send(String text, long type) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return queue.send(MemorySegment.ofArray(body), 0, body.length, type);
    }

    private String receive(long type) {
        byte[] body = queue.receive(type);
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void aReceiverChoosesTypes() {
        assertTrue(send("three", 3));
        assertTrue(send("one", 1));
        assertTrue(send("two", 2));
        assertEquals("one", receive(-2));
        assertEquals(1, queue.type());
        assertEquals("three", receive(3));
        assertNull(receive(3));
        assertEquals("two", receive(SystemVMessageQueue.ANY_TYPE));
        assertNull(receive(SystemVMessageQueue.ANY_TYPE));
        assertTrue(send("last", Long.MAX_VALUE));
        assertEquals("last", receive(-Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, queue.type());
    }

    @Test
    void aLargeMessageIsReceivedWhole() {
        int most = (int) Math.min(SystemVMessageQueueLimits.read().messageSize(), 1 << 20);
        byte[] body = new byte[most];
        body[most - 1] = 7;
        assertTrue(queue.send(MemorySegment.ofArray(body), 0, most, 1));
        assertArrayEquals(body, new SystemVMessageQueue(id).receive(1));
    }

    @Test
    void aFullQueueTakesNoMessage() {
        SystemVMessageQueue.limit(id, 10);
        assertTrue(send("123456", 1));
        assertFalse(send("12345", 1));
        assertFails(Category.UNUSABLE, () -> send("12345678901", 1));
        assertTrue(send("1234", 1));
        assertEquals("123456", receive(1));
        assertTrue(send("12345", 1));
    }

    @Test
    void describesTheQueue() {
        send("hello", 1);
        SystemVMessageQueue.Description seen = SystemVMessageQueue.describe(id);
        assertEquals(PRIVATE_KEY, seen.key());
        assertEquals(0600, seen.mode());
        assertEquals(1, seen.messages());
        assertEquals(5, seen.bytes());
        assertEquals(SystemVMessageQueueLimits.read().queueSize(), seen.maxBytes());
        assertEquals(ProcessHandle.current().pid(), seen.lastSender());
        assertTrue(seen.lastSent() > 0);
        assertEquals(0, seen.lastReceiver());
        assertEquals(0, seen.lastReceived());
    }

    @Test
    void aRemovedQueueIsAbsent() {
        SystemVMessageQueue.remove(id);
        assertFalse(queue.exists());
        assertFails(Category.REMOVED, () -> send("x", 1));
        assertFails(Category.REMOVED, () -> queue.receive(1));
        assertFails(Category.ABSENT, () -> SystemVMessageQueue.describe(id));
        assertFails(Category.ABSENT, () -> SystemVMessageQueue.remove(id));
    }
}
