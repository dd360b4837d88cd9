package ipckit.mq.microkernel.scheduler;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scheduled tasks. The thread that answers clients adds and removes tasks, and the thread of
 * the scheduler waits for such a change. This class is safe for several threads.
 */
final class TaskTable {
    /**
     * The largest number of tasks. The CPU times and waiting times of this number of tasks fit into
     * one message to the service that assigns the priorities.
     */
    static final int MOST_TASKS = 32;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Map<String, ScheduledTask> tasks = new LinkedHashMap<>();

    /** The tasks that are no longer scheduled, but may still be suspended. */
    private final List<ScheduledTask> leaving = new ArrayList<>();

    private boolean hasChanged;
    private boolean isStopping;

    /** Tells why no task is scheduled any longer; null while the scheduler works. */
    private String end;

    /**
     * Adds a task. If there is a task of this name, the new one replaces it.
     *
     * @return false if the table has a task of the same name and with the same right to its kernel
     *     port; the table is then unchanged
     * @throws IpcException CANNOT_CREATE if there are {@link #MOST_TASKS} tasks; FAILED after
     *     {@link #end}
     */
    synchronized boolean add(ScheduledTask task) {
        checkEnd();
        ScheduledTask before = tasks.get(task.name());
        if (before == null && tasks.size() == MOST_TASKS) {
            throw new IpcException(
                    Category.CANNOT_CREATE, MOST_TASKS + " tasks are scheduled already");
        }
        if (before != null && before.right().equals(task.right())) {
            return false;
        }
        if (before != null) {
            leaving.add(before);
        }
        tasks.put(task.name(), task);
        change();
        return true;
    }

    /**
     * Removes a task, which then continues.
     *
     * @throws IpcException ABSENT if the task is not in the table; FAILED after {@link #end}
     */
    synchronized void remove(String name) {
        checkEnd();
        ScheduledTask removed = tasks.remove(name);
        if (removed == null) {
            throw new IpcException(Category.ABSENT, "task " + name + " is not scheduled");
        }
        leaving.add(removed);
        change();
    }

    /** Lets {@link #awaitChange} return at once. */
    synchronized void change() {
        hasChanged = true;
        notifyAll();
    }

    /** Lets {@link #awaitChange} return false from now on. */
    synchronized void stop() {
        isStopping = true;
        notifyAll();
    }

    /** Lets requests fail from now on, because no thread schedules the tasks any longer. */
    synchronized void end(String reason) {
        if (end == null) {
            end = reason;
        }
    }

    private void checkEnd() {
        if (end != null) {
            throw new IpcException(Category.FAILED, "the scheduler has ended: " + end);
        }
    }

    /**
     * Returns a line for each task, as {@link ScheduledTask#line} describes it.
     *
     * @throws IpcException FAILED after {@link #end}
     */
    synchronized String lines() {
        checkEnd();
        StringBuilder text = new StringBuilder();
        tasks.values().forEach(task -> text.append(task.line()).append('\n'));
        return text.toString();
    }

    /** Returns whether {@link #stop} was called. */
    synchronized boolean isStopping() {
        return isStopping;
    }

    /**
     * Waits for a change, or until a time has passed. Without a task, waits only for a change.
     *
     * @param nanos the longest wait in nanoseconds if there is a task
     * @return false after {@link #stop}
     */
    synchronized boolean awaitChange(long nanos) {
        long millis = Math.max(1, nanos / NANOS_PER_MILLI);
        if (!isStopping && !hasChanged) {
            Uninterrupted.await(() -> wait(tasks.isEmpty() ? 0 : millis));
        }
        return !isStopping;
    }

    /** Returns whether there was a change since the last call. */
    synchronized boolean takeChange() {
        boolean was = hasChanged;
        hasChanged = false;
        return was;
    }

    /** Returns the tasks, in the order in which they were added. */
    synchronized List<ScheduledTask> present() {
        return new ArrayList<>(tasks.values());
    }

    /** Returns the tasks that were removed or replaced since the last call. */
    synchronized List<ScheduledTask> takeLeaving() {
        List<ScheduledTask> taken = new ArrayList<>(leaving);
        leaving.clear();
        return taken;
    }

    /**
     * Removes a task that has ended.
     *
     * @return false if another thread has removed or replaced it
     */
    synchronized boolean forget(ScheduledTask task) {
        return tasks.remove(task.name(), task);
    }
}
