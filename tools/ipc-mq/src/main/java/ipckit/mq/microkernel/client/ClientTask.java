package ipckit.mq.microkernel.client;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.InheritableLock;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.microkernel.wire.KernelNames;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The task in whose name a client sends requests. It is a task that the user named, or a new task
 * that is destroyed when this process ends. This class also gets and drops the rights of the task.
 * An instance belongs to one thread.
 */
final class ClientTask implements AutoCloseable {
    /** The interval between two checks whether a port is dead, in nanoseconds. */
    private static final long POLL_NANOS = 20_000_000;

    /** The number of names that are tried for a new task. */
    private static final int MOST_NAMES = 16;

    private final PortSpace space;
    private final String name;

    /**
     * The lock of a new task, which counts as dead when this lock is released. Null for a task that
     * the user named.
     */
    private final InheritableLock lock;

    private ClientTask(PortSpace space, String name, InheritableLock lock) {
        this.space = space;
        this.name = name;
        this.lock = lock;
    }

    /**
     * Begins to act as a task.
     *
     * @param name the task; empty for a new task
     * @throws IpcException ABSENT if no kernel is running, or if the task does not exist
     */
    static ClientTask open(String name) {
        PortSpace space;
        try {
            space = new PortSpaces().open();
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? noKernel() : e;
        }
        try {
            if (name.isEmpty()) {
                return create(space);
            }
            require(space, name);
            return new ClientTask(space, name, null);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
    }

    /**
     * Creates a task, and begins to act as this task. The name of the task contains the process ID.
     * If the name is taken, tries other names: a user, or a process in another PID namespace, has
     * created a task of this name.
     */
    private static ClientTask create(PortSpace space) {
        String first = "client." + ProcessHandle.current().pid();
        String name = first;
        InheritableLock lock = null;
        for (int tries = 1; lock == null; tries++) {
            try {
                lock = space.tasks().runNew(name);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS || tries == MOST_NAMES) {
                    throw e;
                }
                name = first + "." + Integer.toHexString(ThreadLocalRandom.current().nextInt());
            }
        }
        ClientTask created = new ClientTask(space, name, lock);
        try {
            // Other tasks control a task by requests to its kernel port. No process would answer
            // such requests to the new task, so its kernel port is destroyed. The requests then
            // fail at once.
            space.ports().destroyKernelPort(name);
        } catch (RuntimeException | Error e) {
            created.destroy();
            throw e;
        }
        return created;
    }

    /**
     * Checks that a task exists.
     *
     * @throws IpcException ABSENT if the task does not exist; the message says that no kernel is
     *     running if this is the case, because the user must first start a kernel
     */
    private static void require(PortSpace space, String task) {
        try {
            space.tasks().require(task);
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) && !space.tasks().hasProcess(KernelNames.KERNEL)
                    ? noKernel()
                    : e;
        }
    }

    private static IpcException noKernel() {
        return new IpcException(Category.ABSENT, "no kernel is running: use ipc-mq kernel run");
    }

    /** Returns the port space in which the task is. */
    PortSpace space() {
        return space;
    }

    /** Returns the name of the task. */
    String name() {
        return name;
    }

    /**
     * Checks that the task exists.
     *
     * @throws IpcException ABSENT if a user has removed it
     */
    void require() {
        space.tasks().require(name);
    }

    /** Returns whether the task has a right to a living port. Destroys the name of a dead port. */
    boolean holds(String right) {
        for (Ports.Held held : space.ports().rights(name)) {
            if (held.name().equals(right)) {
                if (!held.dead()) {
                    return true;
                }
                space.ports().destroy(name, right);
            }
        }
        return false;
    }

    /**
     * Gets a copy of a send right of the kernel.
     *
     * @param right the name of the right in the task of the kernel
     * @param wanted the name that this task wants for the copy
     * @return this task's name for the copy
     * @throws IpcException ABSENT if no kernel is running
     */
    String copyOfKernel(String right, String wanted) {
        try {
            return copy(KernelNames.KERNEL, right, wanted);
        } catch (IpcException e) {
            throw switch (e.category()) {
                case ABSENT, DENIED, REMOVED -> noKernel();
                default -> e;
            };
        }
    }

    /**
     * Gets a copy of a send right of another task.
     *
     * @param from the other task
     * @param right the name of the right in the other task
     * @param wanted the name that the copy gets if the name is free
     * @throws IpcException ABSENT if the other task does not exist; DENIED if it has no such right;
     *     REMOVED if the port of the right is dead
     */
    String copy(String from, String right, String wanted) {
        return space.ports().copy(from, right, name, wanted);
    }

    /**
     * Waits until the port of a right is dead. Returns false if the deadline passes first.
     *
     * @param right the task's name for the right
     */
    boolean awaitDeath(String right, Deadline deadline) {
        while (!isDead(right)) {
            if (deadline.expired()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
            space.completeDeaths();
        }
        return true;
    }

    private boolean isDead(String right) {
        return space.ports().rights(name).stream()
                .noneMatch(held -> held.name().equals(right) && !held.dead());
    }

    /**
     * Destroys a send right of the task. If this fails, the task keeps the right until the task is
     * destroyed.
     */
    void drop(String right) {
        try {
            space.ports().drop(name, right, Right.SEND);
        } catch (IpcException e) {
            // The right is destroyed together with the task.
        }
    }

    /** Destroys the task if it was created for this process. */
    @Override
    public void close() {
        if (lock != null) {
            destroy();
        }
        space.close();
    }

    private void destroy() {
        try {
            space.tasks().remove(name);
        } catch (IpcException e) {
            // The lock of the task is released below, so the task counts as dead. The next process
            // that looks for dead tasks destroys it.
        }
        lock.close();
    }
}
