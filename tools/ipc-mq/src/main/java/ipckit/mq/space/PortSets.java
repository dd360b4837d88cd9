package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.List;

/**
 * The port sets of tasks. A task that receives from a port set receives from each port in the set.
 * A port is in at most one set. A port leaves its set when the task no longer has the receive right
 * of the port. An instance belongs to one thread.
 */
public final class PortSets {
    private final PortSpace space;

    PortSets(PortSpace space) {
        this.space = space;
    }

    /**
     * Creates an empty set.
     *
     * @throws IpcException ABSENT if the task does not exist; EXISTS if the task already uses the
     *     name
     */
    public void create(String task, String name) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    rights.refuseTaken(owner, name);
                    NameRow _ = NameRow.createSet(change, owner.row(), name);
                });
    }

    /**
     * Puts ports into a set. If another set contains a port, the port leaves that set.
     *
     * @throws IpcException DENIED if the task lacks the set, or the receive right of a port
     */
    public void add(String task, String set, List<String> ports) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    NameRow into = set(rights, owner, set);
                    for (String port : ports) {
                        NameRow name = rights.required(owner, port);
                        rights.require(name, Right.RECEIVE);
                        name.setSet(into.row());
                    }
                });
    }

    /**
     * Takes ports out of a set.
     *
     * @throws IpcException ABSENT if a port is not in the set
     */
    public void remove(String task, String set, List<String> ports) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    NameRow from = set(rights, owner, set);
                    for (String port : ports) {
                        NameRow name = rights.required(owner, port);
                        if (name.set() != from.row()) {
                            throw new IpcException(
                                    Category.ABSENT, "port " + port + " is not in " + set);
                        }
                        name.setSet(Change.NO_ROW);
                    }
                });
    }

    /**
     * Returns the names of the ports in a set, sorted.
     *
     * @throws IpcException DENIED if the task has no set with this name
     */
    public List<String> members(String task, String set) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    NameRow wanted = set(rights, owner, set);
                    List<String> members = new ArrayList<>();
                    for (NameRow name : rights.namesOf(owner.row())) {
                        if (name.set() == wanted.row()) {
                            members.add(name.name());
                        }
                    }
                    members.sort(null);
                    return members;
                });
    }

    /**
     * Returns whether a task's name stands for a port set.
     *
     * @throws IpcException ABSENT if the task does not exist; DENIED if the task lacks the name
     */
    public boolean isSet(String task, String name) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    return rights.required(task, name).isSet();
                });
    }

    private static NameRow set(Rights rights, TaskRow owner, String set) {
        NameRow name = rights.required(owner, set);
        if (!name.isSet()) {
            throw new IpcException(Category.DENIED, set + " is a port and not a port set");
        }
        return name;
    }
}
