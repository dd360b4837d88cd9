package ipckit.common.sync;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the seats of an object say of those who sit there. The role is protocol; the rest is what a
 * participant says of itself, for people to read. Whether anybody lives in a seat only {@link
 * Liveness} knows. Roles and what is waited for are numbers that the object gives a meaning; 0 is
 * no role, and no wait.
 *
 * <p>Safe for several threads; a seat is written by the one who sits there.
 */
public final class ParticipantTable {
    /** The role in a seat with nobody in. */
    public static final int NO_ROLE = 0;

    private final Mapping shared;
    private final ParticipantTableLocation table;

    /** The seats in an object's mapped file. */
    public ParticipantTable(Mapping shared, ParticipantTableLocation table) {
        this.shared = shared;
        this.table = table;
    }

    /**
     * How many were ever used: those from here on are empty.
     *
     * @throws IpcException CORRUPT
     */
    public int used() {
        long used = Words.getAcquire(shared, table.usedAt());
        if (used < 0 || used > table.seats()) {
            throw new IpcException(Category.CORRUPT, "damaged: impossible number of slots");
        }
        return (int) used;
    }

    /** The role in a seat. */
    public int role(int seat) {
        return Words.getIntAcquire(shared, table.seat(seat) + ParticipantLayout.ROLE);
    }

    /** Says what the one in the seat is (T5); what was written before is seen by who sees that. */
    public void takeRole(int seat, int role) {
        Words.setIntRelease(shared, table.seat(seat) + ParticipantLayout.ROLE, role);
    }

    /** Says who sits there now: this process. The role is still to be taken. */
    public void moveIn(int seat) {
        long line = table.seat(seat);
        Words.set(shared, line + ParticipantLayout.PID, ProcessHandle.current().pid());
        Words.set(shared, line + ParticipantLayout.PID_SPACE, PidSpace.OURS);
        Words.set(shared, line + ParticipantLayout.SINCE, System.currentTimeMillis());
        Words.set(shared, line + ParticipantLayout.MOVED, 0);
        Words.setInt(shared, line + ParticipantLayout.WAITING, 0);
        if (Words.getAcquire(shared, table.usedAt()) <= seat) {
            Words.setRelease(shared, table.usedAt(), seat + 1);
        }
    }

    /** Notes that the one in the seat waits for something, or with 0 that it does not. */
    public void waiting(int seat, int what) {
        long line = table.seat(seat);
        int before = Words.getInt(shared, line + ParticipantLayout.WAITING);
        if (before == what) {
            return;
        }
        if (before == 0) {
            Words.set(shared, line + ParticipantLayout.WAITING_SINCE, System.currentTimeMillis());
        }
        Words.setIntRelease(shared, line + ParticipantLayout.WAITING, what);
    }

    /** Notes how much the one in the seat has moved. */
    public void moved(int seat, long count) {
        Words.set(shared, table.seat(seat) + ParticipantLayout.MOVED, count);
    }

    /** The process in a seat; 0 if what stands there is no process. */
    public long pid(int seat) {
        long pid = Words.get(shared, table.seat(seat) + ParticipantLayout.PID);
        return pid > 0 && pid <= Integer.MAX_VALUE ? pid : 0;
    }

    /** Whether the pid in a seat means something to us: false across containers. */
    public boolean pidIsOurs(int seat) {
        return Words.get(shared, table.seat(seat) + ParticipantLayout.PID_SPACE) == PidSpace.OURS;
    }

    /** Milliseconds since 1970 at which the one in the seat attached, as it says. */
    public long since(int seat) {
        return Words.get(shared, table.seat(seat) + ParticipantLayout.SINCE);
    }

    /** What the one in the seat waits for, as it says. */
    public int waiting(int seat) {
        return Words.getIntAcquire(shared, table.seat(seat) + ParticipantLayout.WAITING);
    }

    /** Milliseconds since 1970 at which it began to; meaningless if it does not wait. */
    public long waitingSince(int seat) {
        return Words.get(shared, table.seat(seat) + ParticipantLayout.WAITING_SINCE);
    }

    /** How much it has moved, as it says. */
    public long moved(int seat) {
        return Words.get(shared, table.seat(seat) + ParticipantLayout.MOVED);
    }

    /** Where our pid means something; 0 if unknown. */
    private static final class PidSpace {
        static final long OURS = ours();

        private static long ours() {
            try {
                String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
                return Long.parseLong(link, link.indexOf('[') + 1, link.indexOf(']'), 10);
            } catch (IOException | RuntimeException e) {
                return 0; // unknown: for people to read only
            }
        }
    }
}
