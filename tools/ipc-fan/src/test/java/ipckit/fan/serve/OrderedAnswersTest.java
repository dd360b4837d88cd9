package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.memory.RunFormat;
import ipckit.fan.RecordFixtures;
import ipckit.fan.output.LineTag;

import org.junit.jupiter.api.Test;

class OrderedAnswersTest {
    private final StringBuilder out = new StringBuilder();
    private final OrderedAnswers answers =
            new OrderedAnswers(RunFormat.LINES, bytes -> out.append(RecordFixtures.text(bytes)));

    private void put(LineTag tag, long first, int count, String lines) {
        answers.put(tag, first, count, RecordFixtures.memory(lines), 0, lines.length());
    }

    @Test
    void writesAnswersInTheOrderOfTheRecords() {
        put(null, 1, 2, "b\nc\n");
        put(null, 0, 1, "a\n");
        assertEquals("a\nb\nc\n", out.toString());
        assertEquals(3, answers.next());
    }

    @Test
    void waitsForNoAnswerToASkippedRecord() {
        answers.skip(1);
        put(null, 2, 1, "c\n");
        put(null, 0, 1, "a\n");
        answers.skip(3);
        put(null, 4, 1, "e\n");
        assertEquals("a\nc\ne\n", out.toString());
    }

    @Test
    void tagsEachAnswerWithItsWorker() {
        put(new LineTag(2), 1, 2, "c\nd\n");
        put(new LineTag(1), 0, 1, "a\n");
        assertEquals("1\ta\n2\tc\n2\td\n", out.toString());
    }
}
