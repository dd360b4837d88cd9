package ipckit.common.mailbox;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.memory.Words;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.sync.LivenessView;
import ipckit.common.sync.ParticipantTable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the state of a mailbox. A monitor does not attach to the mailbox as a participant, and does
 * not acquire the mailbox's lock. An instance belongs to one thread.
 */
public final class MailboxMonitor {
    private final MailboxFile file;

    private MailboxMonitor(MailboxFile file) {
        this.file = file;
    }

    /**
     * Opens a mailbox for reading only.
     *
     * @throws ipckit.common.IpcException ABSENT if the mailbox does not exist; DENIED if
     *     permissions forbid the access; CORRUPT if the mailbox is damaged
     */
    public static MailboxMonitor open(Path directory) {
        return new MailboxMonitor(MailboxFile.open(directory, false));
    }

    /**
     * Returns whether the process that owns the mailbox has ended, see {@link MailboxOwner}.
     * Returns false for a mailbox without an owner.
     */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /**
     * Returns the state of the mailbox. Other processes may change the mailbox during the call, so
     * the values may be from slightly different moments.
     *
     * @param participants whether the result lists the living participants
     */
    public MailboxSnapshot look(boolean participants) {
        return guarded(
                () -> {
                    EntryTable entries = new EntryTable(file);
                    return new MailboxSnapshot(
                            file.spec,
                            file.created(),
                            file.creator(),
                            file.isRemoved(),
                            entries.ready(),
                            entries.lists.held.count(),
                            entries.lists.pending.count(),
                            entries.lists.delayed.count(),
                            count(MailboxLayout.NEXT_NUMBER_AT) - 1,
                            count(MailboxLayout.ACKNOWLEDGED_AT),
                            count(MailboxLayout.EXPIRED_AT),
                            count(MailboxLayout.REDELIVERED_AT),
                            participants ? participants() : List.of());
                });
    }

    private long count(long at) {
        return Words.getAcquire(file.shared, at);
    }

    private List<MailboxSnapshot.Participant> participants() {
        List<MailboxSnapshot.Participant> found = new ArrayList<>();
        ParticipantTable table = file.participants();
        try (LivenessView liveness = file.liveForMonitor()) {
            int used = table.used();
            for (int index = 0; index < used; index++) {
                int role = table.role(index);
                if (role < 1 || role > MailboxRole.values().length) {
                    continue;
                }
                ParticipantStatus status = ParticipantStatus.of(table, index, liveness);
                if (status.alive()) {
                    found.add(
                            new MailboxSnapshot.Participant(
                                    MailboxRole.values()[role - 1],
                                    status.pid(),
                                    status.pidIsLocal(),
                                    status.since(),
                                    MailboxWait.text(status.waiting()),
                                    status.moved()));
                }
            }
        }
        return found;
    }
}
