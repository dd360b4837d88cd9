package ipckit.fan.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.fan.RecordFixtures;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(600)
class OrderedOutputTest {
    private static final int AHEAD = 8;
    private static final long LIMIT = 1 << 20;

    private final StringBuffer out = new StringBuffer();
    private final OrderedOutput order =
            new OrderedOutput(1, AHEAD, LIMIT, bytes -> out.append(RecordFixtures.text(bytes)));

    private void write(long position, String text) {
        order.write(position, RecordFixtures.bytes(text));
    }

    private void end(long position) {
        order.end(position, () -> out.append('.'));
    }

    private void put(long position, int positions, String text) {
        order.put(position, positions, RecordFixtures.bytes(text));
    }

    @Nested
    class PartsInPieces {
        @Test
        void theFirstIsWrittenAtOnceAndTheOthersInOrder() {
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
        void anEmptyPartDelaysNoOther() {
            end(2);
            write(3, "c");
            end(1);
            assertEquals("..c", out.toString());
        }

        @Test
        void aPartFarAheadWaits() throws InterruptedException {
            order.awaitWindow(AHEAD);
            Thread tooFar = Thread.startVirtualThread(() -> order.awaitWindow(AHEAD + 1));
            end(2);
            tooFar.join(50);
            assertTrue(tooFar.isAlive());
            end(1);
            tooFar.join();
        }

        @Test
        void aPartWaitsWhileActionsKeepTooMuchMemory() throws InterruptedException {
            order.end(2, LIMIT, () -> out.append('2'));
            order.awaitWindow(1);
            Thread tooMuch = Thread.startVirtualThread(() -> order.awaitWindow(3));
            tooMuch.join(50);
            assertTrue(tooMuch.isAlive());
            end(1);
            tooMuch.join();
            assertEquals(".2", out.toString());
        }

        @Test
        void aLaterPartWaitsWhileTooMuchIsHeld() throws InterruptedException {
            String half = "x".repeat((int) LIMIT / 2);
            write(2, half);
            Thread tooMuch =
                    Thread.startVirtualThread(
                            () -> {
                                write(2, half);
                                end(2);
                            });
            tooMuch.join(50);
            assertTrue(tooMuch.isAlive());
            end(1);
            tooMuch.join();
            assertEquals("." + half + half + ".", out.toString());
        }

        @Test
        void aPartWaitsForItsTurn() throws InterruptedException {
            order.awaitTurn(1);
            Thread third =
                    Thread.startVirtualThread(
                            () -> {
                                order.awaitTurn(3);
                                out.append('c');
                                end(3);
                            });
            end(2);
            third.join(50);
            assertTrue(third.isAlive());
            end(1);
            third.join();
            assertEquals("..c.", out.toString());
        }

        @Test
        void partsOfSeveralThreadsAreNotMixed() {
            int parts = 500;
            AtomicLong number = new AtomicLong(1);
            RecordFixtures.runInThreads(
                    4,
                    random -> {
                        long part = number.getAndIncrement();
                        for (; part <= parts; part = number.getAndIncrement()) {
                            writeLine(part, random.nextInt(4));
                        }
                    });
            String[] lines = out.toString().split("\n");
            assertEquals(parts, lines.length);
            for (int i = 0; i < parts; i++) {
                for (String word : lines[i].split(" ")) {
                    assertEquals(i + 1, Integer.parseInt(word));
                }
            }
        }

        private void writeLine(long part, int pieces) {
            order.awaitWindow(part);
            for (int left = pieces; left >= 0; left--) {
                write(part, part + (left == 0 ? "\n" : " "));
            }
            order.end(part, () -> {});
        }
    }

    @Nested
    class WholeParts {
        @Test
        void anEarlyPartIsHeld() {
            put(2, 2, "b\nc\n");
            put(5, 1, "e\n");
            assertEquals("", out.toString());
            assertEquals(1, order.next());
            put(1, 1, "a\n");
            assertEquals("a\nb\nc\n", out.toString());
            assertEquals(4, order.next());
            put(4, 1, "d\n");
            assertEquals("a\nb\nc\nd\ne\n", out.toString());
            assertEquals(6, order.next());
        }

        @Test
        void anyOrderOfPartsGivesTheSameOutput() {
            Random random = new Random(20251128);
            List<Integer> begins = new ArrayList<>();
            for (int i = 1; i < 5000; i += 1 + random.nextInt(9)) {
                begins.add(i);
            }
            List<Integer> parts = new ArrayList<>();
            for (int i = 0; i + 1 < begins.size(); i++) {
                parts.add(i);
            }
            Collections.shuffle(parts, random);
            for (int i : parts) {
                int begin = begins.get(i);
                int end = begins.get(i + 1);
                put(begin, end - begin, RecordFixtures.lines(begin, end));
            }
            assertEquals(RecordFixtures.lines(1, begins.getLast()), out.toString());
        }

        @Test
        void manyHeldBytesLeaveNoRoom() {
            String much = "x".repeat((int) LIMIT + 1) + "\n";
            put(2, 1, much);
            assertFalse(order.hasRoom());
            put(1, 1, "\n");
            assertTrue(order.hasRoom());
            assertEquals("\n" + much, out.toString());
        }
    }

    @Nested
    class AfterAFailure {
        @Test
        void nothingIsWrittenAndNoCallBlocks() {
            Runnable failing =
                    () -> {
                        throw new IllegalStateException();
                    };
            assertThrows(IllegalStateException.class, () -> order.end(1, failing));
            order.awaitWindow(100);
            order.awaitTurn(100);
            write(2, "x".repeat((int) LIMIT));
            write(2, "x".repeat((int) LIMIT));
            end(2);
            put(3, 1, "c");
            assertEquals("", out.toString());
        }
    }
}
