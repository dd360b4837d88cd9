package ipckit.mq.space;

import static ipckit.mq.space.SpaceFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Registration;
import ipckit.mq.failure.NamedFailure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * The tasks, ports and rights of one home (the directory of all objects), as one process sees and
 * changes them. An instance is a participant of the port space and belongs to one thread.
 *
 * <p>Each operation first acquires the lock of the space, and completes operations during which
 * other participants have died. Then it makes its own change. The change may have consequences, so
 * the operation also destroys dead ports and sends notices. Finally it releases the lock. If an
 * operation throws an exception before its change is committed, the change has no effect. A later
 * failure, for example when a notice is sent, does not undo the change.
 */
public final class PortSpace implements AutoCloseable {
    /**
     * The longest time, in nanoseconds, for which a process may keep the lock of the port space, or
     * the lock of a lane (a separately locked part of the space), while another process waits for
     * it. A process that has such a lock works for less than a millisecond, but may have to wait
     * for a processor on a busy machine.
     */
    static final long LOCK_LIMIT_NANOS = 10_000_000_000L;

    /**
     * The longest wait of {@link #whileUnused} for the lock of the port space, in nanoseconds. No
     * process can attach during this wait. It is much shorter than the time after which a process
     * gives up attaching.
     */
    private static final long UNUSED_NANOS = 2_000_000_000L;

    private static final long SWEEP_NANOS = 50_000_000;

    /**
     * The longest wait for the lock of the port space during the removal of an unused space, in
     * nanoseconds. If this process does not get the lock in time, another process removes the space
     * later.
     */
    private static final long BRIEF_NANOS = 200_000_000;

    final SpaceFile file;
    final PortMailboxes mailboxes;
    final Lanes lanes;
    private final SpaceAttachment attachment;
    private boolean hasSwept;
    private long swept;

    PortSpace(SpaceFile file, PortMailboxes mailboxes) {
        this.file = file;
        this.mailboxes = mailboxes;
        this.attachment = named(() -> SpaceAttachment.attach(file));
        this.lanes = new Lanes(attachment, mailboxes);
    }

    /** Returns the tasks of the port space. */
    public Tasks tasks() {
        return new Tasks(this);
    }

    /** Returns the ports of the port space, and the rights of tasks to them. */
    public Ports ports() {
        return new Ports(this);
    }

    /** Returns the port sets of the tasks. */
    public PortSets sets() {
        return new PortSets(this);
    }

    /**
     * Runs an operation on the rows in which the port space keeps its tasks, ports and rights. All
     * changes of the operation are committed together.
     *
     * @param deadline limits the wait for the lock of the space
     * @throws IpcException REMOVED if the space was removed
     */
    <T> T change(Deadline deadline, Function<Change, T> operation) {
        return changeLocked(
                () -> {
                    attachment.lock(deadline);
                    return deadline;
                },
                operation);
    }

    /**
     * Runs an operation, as {@link #change(Deadline, Function)} does. Waits for the lock of the
     * space until no process has completed an operation for {@link #LOCK_LIMIT_NANOS}.
     */
    <T> T change(Function<Change, T> operation) {
        return change(LOCK_LIMIT_NANOS, operation);
    }

    /**
     * Runs an operation, as {@link #change(Function)} does.
     *
     * @param patience the longest time in nanoseconds in which no process completes an operation
     */
    <T> T change(long patience, Function<Change, T> operation) {
        return changeLocked(
                () -> {
                    attachment.lockPatiently(patience);
                    return Deadline.afterNanos(patience);
                },
                operation);
    }

    /**
     * Runs an operation on the rows of the port space.
     *
     * @param lock acquires the lock of the space, and returns the deadline that limits the waits
     *     for the locks of the lanes
     */
    private <T> T changeLocked(Supplier<Deadline> lock, Function<Change, T> operation) {
        return guarded(
                () -> {
                    Deadline deadline = lock.get();
                    boolean isComplete = false;
                    try {
                        if (file.isRemoved()) {
                            throw ObjectFile.removed();
                        }
                        complete(deadline);
                        Change change = new Change(attachment.shared);
                        T result = operation.apply(change);
                        change.commit();
                        settleChange();
                        isComplete = true;
                        return result;
                    } finally {
                        attachment.unlock(isComplete);
                    }
                });
    }

    void perform(Consumer<Change> operation) {
        change(
                change -> {
                    operation.accept(change);
                    return null;
                });
    }

    /**
     * Runs an action while no other process has the lock of the port space, and while none is
     * attaching to the space. A process that the action stops (SIGSTOP) therefore does not keep the
     * lock or the right to attach. It may still keep the lock of a port's mailbox.
     *
     * @throws IpcException TIMED_OUT if another process has the lock, or is attaching, for too long
     */
    public void whileUnused(Runnable action) {
        Deadline end = Deadline.afterNanos(LOCK_LIMIT_NANOS);
        for (; ; ) {
            // First, this process waits until no process is attaching, and then for the lock. In
            // the opposite order, it would have the lock during the first wait.
            try (Registration _ = named(() -> attachment.excludeAttaching(Deadline.NEVER))) {
                change(
                        Deadline.afterNanos(UNUSED_NANOS),
                        _ -> {
                            action.run();
                            return null;
                        });
                return;
            } catch (IpcException e) {
                if (e.category() != Category.TIMED_OUT || end.expired()) {
                    throw e;
                }
                // Other processes can attach now, and then this process tries again.
            }
        }
    }

    /**
     * Runs a step of attaching to a port space. The message of its failure begins with "port
     * space".
     */
    private static <T> T named(Supplier<T> step) {
        try {
            return guarded(step);
        } catch (IpcException e) {
            throw switch (e.category()) {
                case TIMED_OUT, WOULD_BLOCK -> NamedFailure.of("port space", e);
                default -> e;
            };
        }
    }

    /**
     * Returns the rows of the port space's table for reading without the lock of the space. Other
     * processes may change the rows at any time.
     */
    Change unlocked() {
        return new Change(attachment.shared);
    }

    Sending sending() {
        return new Sending(attachment.shared, mailboxes);
    }

    /**
     * Completes operations during which participants have died. Moves the rights in all lanes, the
     * separately locked parts of the port space, into rows of the space's table. The caller holds
     * the lock of the space.
     *
     * @param deadline limits the wait for the locks of the lanes
     */
    private void complete(Deadline deadline) {
        new Journal(attachment.shared).redo();
        attachment.lockLanes(deadline);
        enterRights();
        sending().resolve();
        if (!hasSwept || System.nanoTime() - swept > SWEEP_NANOS) {
            endDead();
            hasSwept = true;
            swept = System.nanoTime();
        }
        acceptPending();
        settle();
    }

    private void enterRights() {
        Change change = new Change(attachment.shared);
        lanes.enterRights(change);
        change.commit();
    }

    private void endDead() {
        Change change = new Change(attachment.shared);
        for (int row : change.all(RowKind.TASK, task -> hasEnded(new TaskRow(change, task)))) {
            new TaskRow(change, row).die();
            change.commit();
            SpaceStep.PT1.reached();
        }
        for (int row : change.all(RowKind.PORT, port -> hasEnded(new PortRow(change, port)))) {
            new PortRow(change, row).die();
            change.commit();
        }
    }

    private void acceptPending() {
        Change change = new Change(attachment.shared);
        new Pending(change).accept(mailboxes);
        change.commit();
    }

    /**
     * Returns true if a task must be marked as dying, because its process has ended. Returns false
     * if the task is marked already or belongs to no process.
     */
    private boolean hasEnded(TaskRow task) {
        return !task.isDying() && task.hasProcess() && file.hasProcessEnded(task.number());
    }

    /** Returns whether the process of a reply port has ended. Such a port must be destroyed. */
    private boolean hasEnded(PortRow port) {
        return !port.isDying() && port.isOfProcess() && file.hasProcessEnded(port.number());
    }

    /**
     * Destroys dead ports and sends notices after a committed change. A failure must not be
     * reported as a failure of the change. The next operation on the port space tries again, and
     * reports a failure of its own attempt.
     */
    private void settleChange() {
        try {
            settle();
        } catch (IpcException e) {
            // The change itself is committed. The next operation on the port space destroys the
            // remaining dead ports and sends the remaining notices, or reports the failure.
        }
    }

    private void settle() {
        Change change = new Change(attachment.shared);
        Deaths deaths = new Deaths(change, mailboxes, file, lanes);
        Sending sending = sending();
        while (deaths.step() || sending.sendNotice()) {
            // The loop repeats until nothing is left to do: the destruction of a port can create
            // notices, and a notice that cannot be sent can destroy a port.
        }
    }

    /**
     * Destroys each task whose process has ended, together with its ports, and sends the resulting
     * notices. All other operations do this, too, but at most once in 50 ms. Ignores a failure, for
     * example because a stopped process has the lock of the port space. Another process or the next
     * call destroys the tasks then.
     */
    public void completeDeaths() {
        hasSwept = false;
        try {
            perform(_ -> {});
        } catch (IpcException e) {
            // This attempt has failed, for example because a stopped process has the lock of the
            // port space. Another process, or the next call, destroys the tasks whose processes
            // have ended.
        }
    }

    /**
     * Checks that the port space was not removed. After this check, {@link #removeIfUnused} in
     * another process finds this participant, and does not remove the space.
     *
     * @throws IpcException REMOVED if the space was removed
     */
    void checkInPlace() {
        perform(_ -> file.checkInPlace());
    }

    /**
     * Removes the port space if it has no tasks and no ports, and if no other participant will use
     * it. First removes the files that dead processes have left, because the ports and tasks of a
     * new space get the same numbers again. The only call that may follow is {@link #close}.
     *
     * <p>Waits only briefly for the lock, because no verb depends on the removal.
     *
     * @param removal removes the directory of the space, and marks the space as removed
     */
    void removeIfUnused(Runnable removal) {
        change(
                Deadline.afterNanos(BRIEF_NANOS),
                change -> {
                    file.checkInPlace();
                    boolean isEmpty =
                            change.all(RowKind.TASK).isEmpty()
                                    && change.all(RowKind.PORT).isEmpty();
                    if (attachment.leavesAsLast() && isEmpty) {
                        boolean isClean =
                                collectOrphans(change, false).stream()
                                        .allMatch(orphan -> orphan.failure() == null);
                        if (isClean) {
                            removal.run();
                        }
                    }
                    return null;
                });
    }

    /**
     * Finds and removes the mailboxes and the run files that belong to no port and no task. A run
     * file is a file that the process of a task or port keeps locked while it lives. Such mailboxes
     * and files remain, for example, if a process dies while it creates a port.
     *
     * @param dryRun true to find the mailboxes and files without removing them
     * @return all mailboxes and files that were found, also those that could not be removed
     */
    List<Leftover> collectOrphans(boolean dryRun) {
        return change(
                change -> {
                    // If this space was removed meanwhile, the files can belong to a new space: the
                    // tasks and ports of a new space get the same numbers again.
                    file.checkInPlace();
                    return collectOrphans(change, dryRun);
                });
    }

    private List<Leftover> collectOrphans(Change change, boolean dryRun) {
        List<Leftover> found = new ArrayList<>();
        for (long port : mailboxes.ports()) {
            if (!isUsed(change, port)) {
                Path directory = mailboxes.directory(port);
                found.add(orphan(port, directory, dryRun, () -> mailboxes.remove(port)));
            }
        }
        for (long number : file.runFiles()) {
            if (!isUsed(change, number) && file.hasProcessEnded(number)) {
                Path path = file.runFile(number);
                found.add(orphan(number, path, dryRun, () -> file.deleteRunFile(number)));
            }
        }
        return found;
    }

    /** Returns whether a port or a task of the port space has the number {@code number}. */
    private static boolean isUsed(Change change, long number) {
        IntPredicate has = row -> change.get(row, RowLayout.NUMBER) == number;
        return change.first(RowKind.PORT, has) != Change.NO_ROW
                || change.first(RowKind.TASK, has) != Change.NO_ROW;
    }

    private static Leftover orphan(long number, Path path, boolean dryRun, Runnable removal) {
        IpcException failure = null;
        if (!dryRun) {
            try {
                removal.run();
            } catch (IpcException e) {
                failure = e;
            }
        }
        return new Leftover(Leftover.Stage.CREATION, "port " + number, path, failure);
    }

    @Override
    public void close() {
        mailboxes.close();
        attachment.close();
    }
}
