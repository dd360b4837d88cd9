package ipckit.mq.microkernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

final class PolicyLineTest {
    private static final List<TaskTimes> TASKS =
            List.of(new TaskTimes("A", 10, 0), new TaskTimes("B.2", 0, 250));

    @Test
    void aQuestionHasThreeWordsForEachTask() {
        assertEquals("A 10 0 B.2 0 250", PolicyLine.question(TASKS));
    }

    @Test
    void parsesItsOwnQuestions() {
        assertEquals(TASKS, PolicyLine.parseQuestion(PolicyLine.question(TASKS)));
        assertEquals(List.of(), PolicyLine.parseQuestion(PolicyLine.question(List.of())));
    }

    @Test
    void anAnswerHasTwoWordsForEachTask() {
        assertEquals(Map.of("A", 5L, "B", -7L), PolicyLine.parseAnswer(" A 5\tB  -7 "));
    }

    @Test
    void anEmptyAnswerChangesNothing() {
        assertEquals(Map.of(), PolicyLine.parseAnswer(""));
        assertEquals(Map.of(), PolicyLine.parseAnswer("  "));
    }

    @Test
    void theLastPriorityOfATaskCounts() {
        assertEquals(Map.of("A", 2L), PolicyLine.parseAnswer("A 1 A 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A 1 B", "A B", "A 1.5", "A 1 B 99999999999999999999", "A 0x1"})
    void refusesNonsense(String line) {
        IpcException failure = assertThrows(IpcException.class, () -> PolicyLine.parseAnswer(line));
        assertEquals(Category.UNUSABLE, failure.category());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A 1", "A 1 x"})
    void refusesWrongQuestions(String line) {
        assertThrows(IpcException.class, () -> PolicyLine.parseQuestion(line));
    }

    @Test
    void theBuiltInPolicyPrefersTheLongestWait() {
        assertEquals("A 0 B.2 250", new FairSharePolicy().decide(PolicyLine.question(TASKS)));
    }
}
