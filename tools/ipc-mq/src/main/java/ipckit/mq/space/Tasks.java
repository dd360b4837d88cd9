package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.InheritableLock;

import java.util.ArrayList;
import java.util.List;

/**
 * Creates, lists and removes the tasks of a {@link PortSpace}. An instance belongs to one thread.
 */
public final class Tasks {
    private final PortSpace space;

    Tasks(PortSpace space) {
        this.space = space;
    }

    /**
     * A task.
     *
     * @param name the task's name
     * @param hasProcess whether the task belongs to a process, and is destroyed when the process
     *     has ended
     * @param rights the number of names that the task has for ports and port sets
     */
    public record Status(String name, boolean hasProcess, int rights) {}

    /**
     * Creates a task that belongs to no process. The task has a notify port, which gets notices of
     * events, and a kernel port, which gets the requests that control a task.
     *
     * @throws IpcException EXISTS if the task exists
     */
    public void create(String name) {
        long notify = space.unlocked().newNumber();
        long kernel = space.unlocked().newNumber();
        try {
            space.perform(
                    change -> {
                        TaskRow _ = create(change, name, notify, kernel);
                    });
        } catch (RuntimeException | Error e) {
            space.mailboxes.remove(notify);
            space.mailboxes.remove(kernel);
            throw e;
        }
    }

    private TaskRow create(Change change, String name, long notify, long kernel) {
        Rights rights = new Rights(change);
        if (rights.findTask(name) != null) {
            throw new IpcException(Category.EXISTS, "task " + name + " exists");
        }
        space.mailboxes.create(notify, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        space.mailboxes.create(kernel, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        SpaceStep.PL1.reached();
        TaskRow task = TaskRow.create(change, name);
        PortRow notices = PortRow.create(change, notify, Ports.STANDARD_LIMIT);
        PortRow controls = PortRow.create(change, kernel, Ports.STANDARD_LIMIT);
        task.setNotifyPort(notices.row());
        task.setKernelPort(controls.row());
        rights.give(task.row(), notices.row(), Right.RECEIVE, Rights.NOTIFY);
        rights.give(task.row(), controls.row(), Right.SEND, Rights.KERNEL);
        controls.addSenders(1);
        return task;
    }

    /**
     * Creates a task that belongs to this process and to the processes that inherit the returned
     * lock. The task is destroyed when the last of these processes has ended. Unlike {@link #run},
     * never takes over a task that exists.
     *
     * @return the lock, which this process keeps
     * @throws IpcException EXISTS if the task exists
     */
    public InheritableLock runNew(String name) {
        long notify = space.unlocked().newNumber();
        long kernel = space.unlocked().newNumber();
        try {
            return space.change(change -> bind(create(change, name, notify, kernel)));
        } catch (RuntimeException | Error e) {
            space.mailboxes.remove(notify);
            space.mailboxes.remove(kernel);
            throw e;
        }
    }

    /** Binds a new task to this process, and returns the lock of its run file. */
    private InheritableLock bind(TaskRow task) {
        InheritableLock lock = space.file.openRunFile(task.number());
        try {
            if (!lock.tryLock()) {
                throw new IpcException(Category.EXISTS, "task " + task.name() + " has a process");
            }
            task.setProcess(true);
            return lock;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Binds a task to this process and to the processes that inherit the returned lock. The task is
     * destroyed when the last of these processes has ended. Creates the task if it does not exist.
     *
     * @return the lock, which this process keeps
     * @throws IpcException EXISTS if the task belongs to another process
     */
    public InheritableLock run(String name) {
        try {
            create(name);
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS) {
                throw e;
            }
        }
        long number = space.change(change -> new Rights(change).task(name).number());
        InheritableLock lock = space.file.openRunFile(number);
        try {
            if (!lock.tryLock()) {
                throw new IpcException(Category.EXISTS, "task " + name + " has a process");
            }
            space.perform(
                    change -> {
                        TaskRow task = new Rights(change).task(name);
                        if (task.number() != number) {
                            throw new IpcException(Category.ABSENT, "no such task: " + name);
                        }
                        task.setProcess(true);
                    });
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    /**
     * Destroys a task with its ports, its rights and its port sets.
     *
     * @throws IpcException ABSENT if the task does not exist
     */
    public void remove(String name) {
        space.perform(change -> new Rights(change).task(name).die());
    }

    /**
     * Checks that a task exists.
     *
     * @throws IpcException ABSENT if the task does not exist
     */
    public void require(String name) {
        space.perform(
                change -> {
                    TaskRow _ = new Rights(change).task(name);
                });
    }

    /** Returns whether a task exists and a process belongs to it. */
    public boolean hasProcess(String name) {
        return space.change(
                change -> {
                    TaskRow found = new Rights(change).findTask(name);
                    return found != null && found.hasProcess();
                });
    }

    /** Returns the tasks in the order of their names. */
    public List<Status> list() {
        return space.change(Tasks::list);
    }

    static List<Status> list(Change change) {
        List<Status> found = new ArrayList<>();
        for (int row : change.all(RowKind.TASK)) {
            TaskRow task = new TaskRow(change, row);
            int names = new Rights(change).namesOf(row).size();
            found.add(new Status(task.name(), task.hasProcess(), names));
        }
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return found;
    }
}
