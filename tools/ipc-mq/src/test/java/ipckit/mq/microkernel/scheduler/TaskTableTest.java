package ipckit.mq.microkernel.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;

import java.util.List;

final class TaskTableTest {
    private final TaskTable table = new TaskTable();

    private static ScheduledTask task(String name, String right) {
        return new ScheduledTask(name, right, new TaskControl(() -> null, "kernel", right), 0);
    }

    @Test
    void showsEachTaskInALine() {
        assertTrue(table.add(task("A", "a")));
        assertTrue(table.add(task("B", "b")));
        assertEquals("A 0 running 0\nB 0 running 0\n", table.lines());
    }

    @Test
    void aTaskIsScheduledOnce() {
        assertTrue(table.add(task("A", "a")));
        assertFalse(table.add(task("A", "a")));
        assertEquals(1, table.present().size());
        assertEquals(List.of(), table.takeLeaving());
    }

    @Test
    void aTaskWithTheSameNameReplacesTheEarlierOne() {
        ScheduledTask before = task("A", "a");
        ScheduledTask after = task("A", "a.2");
        assertTrue(table.add(before));
        assertTrue(table.add(after));
        assertEquals(List.of(after), table.present());
        assertEquals(List.of(before), table.takeLeaving());
    }

    @Test
    void aRemovedTaskLeavesOnce() {
        ScheduledTask task = task("A", "a");
        assertTrue(table.add(task));
        table.remove("A");
        assertEquals(List.of(task), table.takeLeaving());
        assertEquals(List.of(), table.takeLeaving());
        assertEquals(List.of(), table.present());
    }

    @Test
    void refusesToRemoveATaskThatIsAbsent() {
        IpcException failure = assertThrows(IpcException.class, () -> table.remove("A"));
        assertEquals(Category.ABSENT, failure.category());
    }

    @Test
    void refusesMoreTasksThanOneQuestionCanHold() {
        for (int i = 0; i < TaskTable.MOST_TASKS; i++) {
            assertTrue(table.add(task("T" + i, "t" + i)));
        }
        IpcException failure = assertThrows(IpcException.class, () -> table.add(task("A", "a")));
        assertEquals(Category.CANNOT_CREATE, failure.category());
        assertTrue(table.add(task("T0", "replacement")));
    }

    @Test
    void forgetsAnEndedTaskButNotItsReplacement() {
        ScheduledTask before = task("A", "a");
        assertTrue(table.add(before));
        assertTrue(table.forget(before));
        assertTrue(table.add(task("A", "a.2")));
        assertFalse(table.forget(before));
        assertEquals(1, table.present().size());
    }

    @Test
    void aChangeIsNoticedOnce() {
        assertFalse(table.takeChange());
        assertTrue(table.add(task("A", "a")));
        assertTrue(table.awaitChange(Long.MAX_VALUE));
        assertTrue(table.takeChange());
        assertFalse(table.takeChange());
    }

    @Test
    void aStopEndsTheWait() {
        table.stop();
        assertFalse(table.awaitChange(Long.MAX_VALUE));
    }
}
