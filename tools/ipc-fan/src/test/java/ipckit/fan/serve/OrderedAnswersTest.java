package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.memory.RunFormat;
import ipckit.fan.RecordFixtures;
import ipckit.fan.output.LineTag;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class OrderedAnswersTest {
    private final StringBuilder out = new StringBuilder();
    private final OrderedAnswers answers =
            new OrderedAnswers(RunFormat.LINES, bytes -> out.append(RecordFixtures.text(bytes)));

    private void put(long first, int count, String lines) {
        answers.put(null, first, count, RecordFixtures.memory(lines), 0, lines.length());
    }

    @Test
    void whatComesEarlyIsHeld() {
        put(1, 2, "b\nc\n");
        put(4, 1, "e\n");
        assertEquals("", out.toString());
        assertEquals(0, answers.next());
        put(0, 1, "a\n");
        assertEquals("a\nb\nc\n", out.toString());
        assertEquals(3, answers.next());
        put(3, 1, "d\n");
        assertEquals("a\nb\nc\nd\ne\n", out.toString());
        assertTrue(answers.haveRoom());
    }

    @Test
    void whatIsSkippedHoldsNobodyUp() {
        answers.skip(1);
        put(2, 1, "c\n");
        put(0, 1, "a\n");
        answers.skip(3);
        put(4, 1, "e\n");
        assertEquals("a\nc\ne\n", out.toString());
    }

    @Test
    void tagsAreThoseOfWhoHasAnswered() {
        String lines = "c\nd\n";
        answers.put(new LineTag(2), 1, 2, RecordFixtures.memory(lines), 0, lines.length());
        answers.put(new LineTag(1), 0, 1, RecordFixtures.memory("a\n"), 0, 2);
        assertEquals("1\ta\n2\tc\n2\td\n", out.toString());
    }

    @Test
    void anyOrderComesToTheSame() {
        Random random = new Random(20251128);
        List<Integer> ends = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i += 1 + random.nextInt(9)) {
            ends.add(i);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i + 1 < ends.size(); i++) {
            order.add(i);
            expected.append(lines(ends.get(i), ends.get(i + 1)));
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            put(ends.get(i), ends.get(i + 1) - ends.get(i), lines(ends.get(i), ends.get(i + 1)));
        }
        assertEquals(expected.toString(), out.toString());
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(i).append('\n');
        }
        return lines.toString();
    }

    @Test
    void muchThatIsHeldLeavesNoRoom() {
        String much = "x".repeat(9 << 20) + "\n";
        put(1, 1, much);
        assertFalse(answers.haveRoom());
        put(0, 1, "\n");
        assertTrue(answers.haveRoom());
        assertEquals("\n" + much, out.toString());
    }
}
