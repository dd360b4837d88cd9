package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.Deadline;
import ipckit.common.memory.ItemCursor;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes items out of a ring. The items are strings, and each character stands for one byte. */
public final class Taken {
    private Taken() {}

    /** Returns the items that the consumer has claimed. */
    static List<String> held(Consumer consumer) {
        List<String> items = new ArrayList<>();
        Delivery delivery = consumer.delivery();
        ItemCursor cursor = new ItemCursor();
        while (delivery.nextRun()) {
            int before = items.size();
            cursor.reset(delivery.format(), delivery.bytes());
            while (cursor.next()) {
                byte[] item = new byte[(int) cursor.length()];
                delivery.bytes().copyTo(cursor.from(), item.length, MemorySegment.ofArray(item), 0);
                items.add(new String(item, StandardCharsets.ISO_8859_1));
            }
            assertEquals(items.size() - before, delivery.count());
        }
        assertEquals(items.size(), delivery.walked());
        return items;
    }

    /** Claims at most {@code most} items without waiting, acknowledges them, and returns them. */
    static List<String> now(Consumer consumer, long most) {
        if (claim(consumer, most) != Consumer.Result.ITEMS) {
            return List.of();
        }
        List<String> items = held(consumer);
        consumer.acknowledge();
        return items;
    }

    /** Claims all items of the ring, acknowledges them, and returns them. */
    static List<String> all(Consumer consumer) {
        List<String> items = new ArrayList<>();
        for (List<String> some = now(consumer, Long.MAX_VALUE);
                !some.isEmpty();
                some = now(consumer, Long.MAX_VALUE)) {
            items.addAll(some);
        }
        return items;
    }

    /** Acknowledges the first {@code count} items that the consumer has claimed. */
    public static void acknowledge(Consumer consumer, long count) {
        Delivery delivery = consumer.delivery();
        delivery.rewind();
        for (long left = count; left > 0 && delivery.nextRun(); ) {
            long now = Math.min(left, delivery.count());
            consumer.acknowledge(now);
            left -= now;
        }
    }

    /** Claims at most {@code most} items without waiting, and returns the result of the claim. */
    static Consumer.Result claim(Consumer consumer, long most) {
        return consumer.claim(most, Long.MAX_VALUE, Integer.MAX_VALUE, Deadline.NOW);
    }
}
