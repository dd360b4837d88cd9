package ipckit.common.mailbox;

import ipckit.common.os.ProcessId;

/**
 * The process that owns a mailbox. When this process ends, the mailbox counts as removed. The start
 * time distinguishes the owner from a later process with the same process ID.
 *
 * @param pid the process ID
 * @param started the start time of the process in clock ticks since the machine was started
 * @param pidNamespace the inode of the pid namespace in which {@code pid} is valid
 */
public record MailboxOwner(long pid, long started, long pidNamespace) {
    /**
     * Returns an owner that describes the living process {@code pid}.
     *
     * @throws ipckit.common.IpcException ABSENT if the process does not exist; DENIED if the system
     *     hides the process from this user
     */
    public static MailboxOwner of(long pid) {
        ProcessId id = ProcessId.of(pid);
        return new MailboxOwner(id.pid(), id.started(), id.space());
    }

    /**
     * Returns whether the owner is alive. Returns true for an owner in another pid namespace,
     * because a process cannot test processes of other namespaces.
     */
    public boolean isAlive() {
        return new ProcessId(pid, started, pidNamespace).isAlive();
    }
}
