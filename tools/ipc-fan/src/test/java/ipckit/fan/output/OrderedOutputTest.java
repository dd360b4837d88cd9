package ipckit.fan.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.fan.RecordFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
class OrderedOutputTest {
    private final StringBuffer out = new StringBuffer();
    private final OrderedOutput procession =
            new OrderedOutput(bytes -> out.append(RecordFixtures.text(bytes)), 8);

    private void write(long number, String text) {
        procession.write(number, ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private void end(long number) {
        procession.end(number, () -> out.append('.'));
    }

    @Test
    void theFirstGoesOutAtOnceAndTheOthersInTheirOrder() {
        write(2, "b");
        write(3, "c");
        write(1, "a");
        assertEquals("a", out.toString());
        end(3);
        write(2, "b");
        end(1);
        assertEquals("a.bb", out.toString());
        write(2, "b");
        end(2);
        assertEquals("a.bbb.c.", out.toString());
        write(4, "d");
        assertEquals("a.bbb.c.d", out.toString());
    }

    @Test
    void oneWithoutAnythingIsPassed() {
        end(2);
        write(3, "c");
        end(1);
        assertEquals("..c", out.toString());
    }

    @Test
    void severalThreadsAtOnce() throws InterruptedException {
        int streams = 500;
        AtomicLong next = new AtomicLong(1);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            Random random = new Random(i);
            threads[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (long number = next.getAndIncrement();
                                                number <= streams;
                                                number = next.getAndIncrement()) {
                                            procession.awaitNear(number);
                                            for (int n = random.nextInt(4); n >= 0; n--) {
                                                write(number, number + (n == 0 ? "\n" : " "));
                                            }
                                            procession.end(number, () -> {});
                                        }
                                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String[] lines = out.toString().split("\n");
        assertEquals(streams, lines.length);
        for (int i = 0; i < streams; i++) {
            for (String word : lines[i].split(" ")) {
                assertEquals(i + 1, Integer.parseInt(word));
            }
        }
    }
}
