package ipckit.common.mailbox;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a mailbox without taking part in it. For one thread. */
public final class MailboxMonitor {
    private static final String[] WAITS = {"", "messages", "room", "answer", "lock"};

    private final MailboxFile file;

    private MailboxMonitor(MailboxFile file) {
        this.file = file;
    }

    /**
     * @throws ipckit.common.IpcException ABSENT, DENIED, CORRUPT
     */
    public static MailboxMonitor open(Path directory) {
        return new MailboxMonitor(MailboxFile.open(directory, false));
    }

    /** Whether the process with which it ends has ended. */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /**
     * @param participants whether to ask who is there, too
     */
    public MailboxSnapshot look(boolean participants) {
        try {
            Mapping shared = file.shared;
            EntryTable slots = new EntryTable(file);
            return new MailboxSnapshot(
                    file.spec,
                    Words.get(shared, MailboxLayout.CREATED_AT),
                    Words.get(shared, MailboxLayout.CREATOR_AT),
                    file.isRemoved(),
                    slots.ready(),
                    slots.held(),
                    slots.pending(),
                    Words.getAcquire(shared, MailboxLayout.NEXT_NUMBER_AT) - 1,
                    Words.getAcquire(shared, MailboxLayout.ACKNOWLEDGED_AT),
                    Words.getAcquire(shared, MailboxLayout.REDELIVERED_AT),
                    participants ? participants() : List.of());
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    private List<MailboxSnapshot.Participant> participants() {
        List<MailboxSnapshot.Participant> found = new ArrayList<>();
        ParticipantTable seats = file.seats();
        try (Liveness liveness = file.live(false)) {
            int used = seats.used();
            for (int seat = 0; seat < used; seat++) {
                int role = seats.role(seat);
                if (role < 1 || role > MailboxRole.values().length || !liveness.isAlive(seat)) {
                    continue;
                }
                int waiting = seats.waiting(seat);
                found.add(
                        new MailboxSnapshot.Participant(
                                MailboxRole.values()[role - 1],
                                seats.pid(seat),
                                seats.pidIsOurs(seat),
                                seats.since(seat),
                                waiting > 0 && waiting < WAITS.length ? WAITS[waiting] : "",
                                seats.moved(seat)));
            }
        }
        return found;
    }
}
