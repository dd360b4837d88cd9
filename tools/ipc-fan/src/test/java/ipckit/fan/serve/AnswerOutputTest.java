package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.fan.RecordFixtures;

import org.junit.jupiter.api.Test;

class AnswerOutputTest {
    private final StringBuilder out = new StringBuilder();
    private final AnswerOutput answers =
            new AnswerOutput(true, bytes -> out.append(RecordFixtures.text(bytes)));

    private void put(long first, int count, String lines) {
        answers.put(first, count, RecordFixtures.bytes(lines));
    }

    @Test
    void writesAnswersInTheOrderOfTheRecords() {
        put(1, 2, "b\nc\n");
        put(0, 1, "a\n");
        assertEquals("a\nb\nc\n", out.toString());
        assertEquals(3, answers.next());
    }

    @Test
    void waitsForNoAnswerToASkippedRecord() {
        answers.skip(1);
        put(2, 1, "c\n");
        put(0, 1, "a\n");
        answers.skip(3);
        put(4, 1, "e\n");
        assertEquals("a\nc\ne\n", out.toString());
    }
}
