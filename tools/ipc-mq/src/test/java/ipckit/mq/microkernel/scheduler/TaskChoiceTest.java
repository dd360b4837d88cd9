package ipckit.mq.microkernel.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.mq.microkernel.scheduler.TaskChoice.Candidate;

import org.junit.jupiter.api.Test;

import java.util.List;

final class TaskChoiceTest {
    @Test
    void theHighestPriorityRuns() {
        assertEquals(
                "B",
                TaskChoice.next(
                        List.of(
                                new Candidate("A", -1, 90),
                                new Candidate("B", 7, 0),
                                new Candidate("C", 6, 80))));
    }

    @Test
    void theLongestWaitDecidesBetweenEqualPriorities() {
        assertEquals(
                "C",
                TaskChoice.next(
                        List.of(
                                new Candidate("A", 1, 0),
                                new Candidate("B", 1, 10),
                                new Candidate("C", 1, 20),
                                new Candidate("D", 0, 30))));
    }

    @Test
    void theFirstTaskRunsIfAllAreEqual() {
        assertEquals(
                "A", TaskChoice.next(List.of(new Candidate("A", 0, 0), new Candidate("B", 0, 0))));
    }

    @Test
    void theOnlyTaskRuns() {
        assertEquals("A", TaskChoice.next(List.of(new Candidate("A", Long.MIN_VALUE, 0))));
    }

    /**
     * Simulates seven decisions. After each one, the wait of each task that does not run is one
     * unit longer.
     */
    @Test
    void equalPrioritiesRunInTurn() {
        long[] waits = {0, 0, 0};
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            String next =
                    TaskChoice.next(
                            List.of(
                                    new Candidate("A", 5, waits[0]),
                                    new Candidate("B", 5, waits[1]),
                                    new Candidate("C", 5, waits[2])));
            order.append(next);
            for (int task = 0; task < waits.length; task++) {
                waits[task] = next.charAt(0) - 'A' == task ? 0 : waits[task] + 1;
            }
        }
        assertEquals("ABCABCA", order.toString());
    }
}
