package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates, lists and removes tasks. Tasks with ports and tasks with links share one set of names:
 * each task of a {@link PortSpace} is also registered in the {@link LinkRegistry}. A task that has
 * only used links is not in the port space.
 *
 * <p>An instance belongs to one thread.
 */
public final class TaskRegistry {
    private final LinkRegistry links = new LinkRegistry();
    private final PortSpaces spaces = new PortSpaces();

    /** The state of a task in a listing. */
    enum State {
        /** A process that {@code task run} has started acts as the task. */
        RUNNING("running"),
        /** The task has ports, and no process belongs to it. */
        NO_PROCESS("no-process"),
        /** The task has no ports; processes have used links under its name. */
        LINKS_ONLY("links-only"),
        /**
         * The task and the port space belong to other users. Whether the task has ports is unknown.
         */
        HIDDEN("hidden");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A task in a listing.
     *
     * @param rights the number of entries in the task's table of names; each entry names a right to
     *     a port, or a port set. The value is 0 for a hidden task
     */
    record Entry(String name, State state, int rights) {}

    /**
     * Creates a task with two ports, and registers the task for links. The notify port gets notices
     * of events. The kernel port gets the requests that control the task.
     *
     * @throws IpcException EXISTS if a task with ports has this name
     */
    void create(ObjectName name) {
        try (PortSpace space = spaces.openOrCreate()) {
            space.tasks().create(name.text());
        }
        links.register(name);
    }

    /**
     * Opens the port space.
     *
     * @param task the task that acts
     * @throws IpcException ABSENT if the port space does not exist; the message says that the task
     *     does not exist
     */
    public PortSpace open(String task) {
        try {
            return spaces.open();
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? absent(task) : e;
        }
    }

    /** Returns the exception for a task that does not exist. */
    static IpcException absent(String task) {
        return new IpcException(Category.ABSENT, "no such task: " + task);
    }

    /** Returns all tasks in the order of their names, including the tasks that have only links. */
    List<Entry> list() {
        Map<String, Entry> found = new TreeMap<>();
        for (ObjectName name : links.tasks()) {
            found.put(name.text(), new Entry(name.text(), State.LINKS_ONLY, 0));
        }
        try {
            List<Tasks.Status> tasks = spaces.read(space -> space.tasks().list(), List.of());
            for (Tasks.Status task : tasks) {
                State state = task.hasProcess() ? State.RUNNING : State.NO_PROCESS;
                found.put(task.name(), new Entry(task.name(), state, task.rights()));
            }
        } catch (IpcException e) {
            if (e.category() != Category.DENIED) {
                throw e;
            }
            // The port space belongs to another user. So the tasks of this user have no ports, and
            // the tasks of other users may have ports.
            found.replaceAll(
                    (name, task) ->
                            links.isOwn(new ObjectName(name))
                                    ? task
                                    : new Entry(name, State.HIDDEN, 0));
        }
        return new ArrayList<>(found.values());
    }

    /**
     * Removes a task: its ports and rights, and the links to it.
     *
     * @throws IpcException ABSENT if there is no task of this name; DENIED if the task belongs to
     *     another user
     */
    public void remove(ObjectName name) {
        boolean hadPorts = removePorts(name);
        // Each operation on the port space first destroys the tasks whose processes have died.
        // Therefore the space may be unused now even if removePorts() has found no task.
        spaces.removeIfUnused();
        try {
            links.remove(name);
        } catch (IpcException e) {
            if (!hadPorts || !MailboxRegistry.isAbsent(e)) {
                throw e;
            }
        }
    }

    /** Removes the ports and rights of a task. Returns whether the task had any. */
    private boolean removePorts(ObjectName name) {
        try {
            return spaces.read(
                    space -> {
                        space.tasks().remove(name.text());
                        return true;
                    },
                    false);
        } catch (IpcException e) {
            // DENIED means that the port space belongs to another user. Then it contains no task of
            // the user who runs this process. If this user has registered the task for links, the
            // task has no ports. Otherwise the task may belong to the other user, so the removal
            // fails.
            if (e.category() == Category.DENIED && links.isOwn(name)) {
                return false;
            }
            throw e;
        }
    }
}
