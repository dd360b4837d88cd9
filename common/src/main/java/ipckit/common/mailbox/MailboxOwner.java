package ipckit.common.mailbox;

import ipckit.common.os.ProcessId;

import java.util.Optional;

/**
 * The process that owns a mailbox. When this process ends, the mailbox counts as removed. The start
 * time distinguishes the owner from a later process with the same process ID.
 *
 * @param pid the process ID
 * @param started the start time of the process in clock ticks since the machine was started
 * @param pidNamespace the inode of the pid namespace in which {@code pid} is valid
 */
public record MailboxOwner(long pid, long started, long pidNamespace) {
    private static MailboxOwner of(ProcessId id) {
        return new MailboxOwner(id.pid(), id.started(), id.space());
    }

    /**
     * Returns an owner that describes the living process {@code pid}.
     *
     * @throws ipckit.common.IpcException ABSENT if the process does not exist; DENIED if the system
     *     hides the process from this user
     */
    public static MailboxOwner of(long pid) {
        return of(ProcessId.of(pid));
    }

    /** Returns an owner that describes this process. */
    public static MailboxOwner ofThisProcess() {
        return of(ProcessId.ours());
    }

    /**
     * Parses a text in the form that {@link #toString} returns. The result is empty if the text
     * does not have this form.
     */
    public static Optional<MailboxOwner> parse(String text) {
        return ProcessId.parse(text).map(MailboxOwner::of);
    }

    /**
     * Returns whether the owner is alive. Returns true for an owner in another pid namespace,
     * because a process cannot test processes of other namespaces.
     */
    public boolean isAlive() {
        return id().isAlive();
    }

    private ProcessId id() {
        return new ProcessId(pid, started, pidNamespace);
    }

    /** Returns a text that {@link #parse} accepts, for example {@code 4711-123456-4026531836}. */
    @Override
    public String toString() {
        return id().toString();
    }
}
