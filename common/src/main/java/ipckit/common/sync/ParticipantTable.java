package ipckit.common.sync;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.os.ProcessId;

/**
 * The participant table in an object's mapped file. Each participant has one row, in which it
 * reports about itself. Other participants rely on the role and on the reason for a wait. The other
 * values are only shown to users. The table does not tell whether a participant lives: for this,
 * see {@link Liveness}. Roles and wait reasons are numbers, which each kind of object defines. The
 * role 0 means no role, and the reason 0 means no wait.
 *
 * <p>An instance is safe for several threads. Each row is written by its participant alone.
 *
 * @param shared the object's mapped file
 * @param location the location of the table in the mapped file
 */
public record ParticipantTable(Mapping shared, ParticipantTableLocation location) {
    /** The role that an unused row contains. */
    public static final int NO_ROLE = 0;

    /**
     * Returns the number of rows up to the last row that was ever used. All later rows are empty.
     *
     * @throws IpcException CORRUPT if the stored number is impossible
     */
    public int used() {
        long used = Words.getAcquire(shared, location.usedAt());
        if (used < 0 || used > location.capacity()) {
            throw new IpcException(
                    Category.CORRUPT, "damaged: its number of participants is impossible");
        }
        return (int) used;
    }

    /**
     * Returns the stored role of a participant. This method does not check whether the value is a
     * role.
     */
    public int role(int index) {
        return Words.getIntAcquire(shared, location.row(index) + ParticipantLayout.ROLE);
    }

    /**
     * Writes the role of a participant. The class {@code Attachment} describes this write as step
     * T5 of attaching. A process that reads the role with {@link #role} also sees everything that
     * the participant has written before the role.
     */
    public void setRole(int index, int role) {
        Words.setIntRelease(shared, location.row(index) + ParticipantLayout.ROLE, role);
    }

    /**
     * Prepares the row of a participant that this process attaches. Writes the pid and the pid
     * namespace of this process, the current time as the time of attaching, and 0 for the number of
     * items and for the reason for a wait. Makes {@link #used} count this row, too. The caller
     * writes the role afterwards.
     */
    public void enter(int index) {
        long row = location.row(index);
        Words.set(shared, row + ParticipantLayout.PID, ProcessHandle.current().pid());
        Words.set(shared, row + ParticipantLayout.PID_NAMESPACE, PidNamespace.OURS);
        Words.set(shared, row + ParticipantLayout.SINCE, System.currentTimeMillis());
        Words.set(shared, row + ParticipantLayout.MOVED, 0);
        Words.setInt(shared, row + ParticipantLayout.WAITING, 0);
        long used = Words.getAcquire(shared, location.usedAt());
        while (used <= index && !Words.compareAndSet(shared, location.usedAt(), used, index + 1L)) {
            used = Words.getAcquire(shared, location.usedAt());
        }
    }

    /**
     * Writes the reason for which a participant waits, or 0 if it does not wait. When the wait
     * begins, also writes the current time.
     */
    public void setWaiting(int index, int reason) {
        long row = location.row(index);
        int before = Words.getInt(shared, row + ParticipantLayout.WAITING);
        if (before == reason) {
            return;
        }
        if (before == 0) {
            Words.set(shared, row + ParticipantLayout.WAITING_SINCE, System.currentTimeMillis());
        }
        Words.setIntRelease(shared, row + ParticipantLayout.WAITING, reason);
    }

    /** Writes the number of items or messages that a participant has put, sent or acknowledged. */
    public void setMoved(int index, long count) {
        Words.set(shared, location.row(index) + ParticipantLayout.MOVED, count);
    }

    /** Returns the pid of a participant, or 0 if the stored value cannot be a pid. */
    public long pid(int index) {
        long pid = Words.get(shared, location.row(index) + ParticipantLayout.PID);
        return pid > 0 && pid <= Integer.MAX_VALUE ? pid : 0;
    }

    /**
     * Returns whether the pid of a participant is valid in the pid namespace of this process.
     * Returns false, for example, if the participant runs in another container.
     */
    public boolean pidIsLocal(int index) {
        return Words.get(shared, location.row(index) + ParticipantLayout.PID_NAMESPACE)
                == PidNamespace.OURS;
    }

    /**
     * Returns the time at which a participant attached, in milliseconds since 1970. The value is
     * not checked and may be any number in a damaged file.
     */
    public long since(int index) {
        return Words.get(shared, location.row(index) + ParticipantLayout.SINCE);
    }

    /**
     * Returns the reason for which a participant waits, or 0 if it does not wait. The value is not
     * checked and may be any number in a damaged file.
     */
    public int waiting(int index) {
        return Words.getIntAcquire(shared, location.row(index) + ParticipantLayout.WAITING);
    }

    /**
     * Returns the time at which a participant began to wait, in milliseconds since 1970. The value
     * has no meaning while the participant does not wait. The value is not checked and may be any
     * number in a damaged file.
     */
    public long waitingSince(int index) {
        return Words.get(shared, location.row(index) + ParticipantLayout.WAITING_SINCE);
    }

    /**
     * Returns the number of items or messages that a participant has put, sent or acknowledged. The
     * value is not checked and may be any number in a damaged file.
     */
    public long moved(int index) {
        return Words.get(shared, location.row(index) + ParticipantLayout.MOVED);
    }

    /** The inode of this process's pid namespace, or 0 if it is unknown. */
    private static final class PidNamespace {
        static final long OURS = ours();

        private static long ours() {
            try {
                return ProcessId.ourSpace();
            } catch (RuntimeException e) {
                // The inode only tells people whether a pid is valid in their pid namespace. No
                // process relies on it, so the exception is ignored.
                return 0;
            }
        }
    }
}
