package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.object.ObjectKind;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.sync.Event;
import ipckit.common.sync.InheritedLock;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The record that {@code ipc-shm} keeps of a local segment: its id, the times of its creation and
 * of its last detachment, and the processes attached to it. The record is stored in files in the
 * segment's directory.
 *
 * <p>A participant is attached while it holds a lock on its byte of the file {@code live}. A
 * process that runs a verb of {@code ipc-shm}, such as {@code read}, holds a POSIX lock, which ends
 * with the process. The command of {@code attach} holds an inherited lock, which lasts until all
 * processes that have inherited the lock have ended. A participant that dies leaves nothing to
 * repair, so a segment needs no recovery.
 */
final class SegmentRecord extends ObjectFile implements AutoCloseable {
    private static final int NONE = -1;
    private static final long LOOK_NANOS = 2_000_000;
    private static final long END_LIMIT_NANOS = 5_000_000_000L;

    private final ParticipantTable participants = participants();
    private final Liveness live;

    /**
     * The participant index that {@link #attach} has chosen for this process; NONE before the call
     * of {@code attach}.
     */
    private int own = NONE;

    /**
     * Opens the record in a segment's directory.
     *
     * @throws IpcException ABSENT if the segment does not exist or is being deleted; CORRUPT if the
     *     record is damaged; DENIED if this user may not use the record
     */
    SegmentRecord(Path directory) {
        super(SegmentRecordLayout.KIND, directory, true);
        live =
                Liveness.open(
                        directory.resolve(ObjectKind.LIVE), SegmentRecordLayout.MAX_PARTICIPANTS);
    }

    static void create(Path directory, int id) throws IOException {
        create(
                SegmentRecordLayout.KIND,
                directory,
                SegmentRecordLayout.SIZE,
                0,
                shared -> Words.set(shared, SegmentRecordLayout.ID_AT, id));
    }

    /** Returns the path of the file {@code users} in a segment's directory. */
    static Path file(Path directory) {
        return directory.resolve(SegmentRecordLayout.KIND.fileName());
    }

    /**
     * Records this process as attached. The attachment lasts until {@link #close} is called or the
     * process ends.
     *
     * @throws IpcException WOULD_BLOCK if 1023 processes are attached already
     */
    void attach(SegmentRole role) {
        int index = 0;
        while (index < SegmentRecordLayout.MAX_PARTICIPANTS && !live.take(index)) {
            index++;
        }
        enter(index, role);
        own = index;
    }

    /**
     * Records this process as attached. The program that replaces this process, and the children of
     * the program, inherit the attachment. The attachment lasts until all these processes have
     * ended.
     *
     * @throws IpcException WOULD_BLOCK if 1023 processes are attached already
     */
    void attachWithChildren(SegmentRole role) {
        Path live = directory.resolve(ObjectKind.LIVE);
        enter(InheritedLock.takeByte(live, SegmentRecordLayout.MAX_PARTICIPANTS), role);
    }

    private void enter(int index, SegmentRole role) {
        if (index < 0 || index == SegmentRecordLayout.MAX_PARTICIPANTS) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    SegmentRecordLayout.MAX_PARTICIPANTS + " processes are attached to it already");
        }
        participants.enter(index);
        participants.setRole(index, role.ordinal());
    }

    /** Returns the attached processes except this one. */
    List<ParticipantStatus> others() {
        List<ParticipantStatus> others = new ArrayList<>();
        int used = participants.used();
        for (int index = 0; index < used; index++) {
            if (index != own) {
                ParticipantStatus status = ParticipantStatus.of(participants, index, live);
                if (status.alive()) {
                    others.add(status);
                }
            }
        }
        return others;
    }

    /**
     * Ends all attached processes that have the given role, and waits until they have ended.
     *
     * @return the number of processes that were ended
     * @throws IpcException DENIED if a process has not ended after 5 s, or if this user may not end
     *     the process
     */
    int end(SegmentRole role) {
        int ended = 0;
        for (ParticipantStatus one : others()) {
            if (SegmentRole.of(one.role()) == role) {
                end(one);
                ended++;
            }
        }
        return ended;
    }

    /**
     * Ends a participant and waits until the participant has ended. The process id in the
     * participant table can be wrong, because every participant is allowed to write the table.
     * Therefore this method ends a process only if the process has the file {@code live} of the
     * segment open.
     *
     * @throws IpcException DENIED if the participant has not ended after 5 s, or if this method
     *     cannot end the process
     */
    private void end(ParticipantStatus one) {
        boolean asked =
                hasLockOpen(one.pid())
                        && ProcessHandle.of(one.pid()).map(ProcessHandle::destroy).orElse(false);
        Deadline deadline = Deadline.afterNanos(END_LIMIT_NANOS);
        while (live.isAlive(one.index())) {
            if (!asked || deadline.expired()) {
                throw new IpcException(Category.DENIED, "cannot end process " + one.pid());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean hasLockOpen(long pid) {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        Path live = directory.resolve(ObjectKind.LIVE);
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Files.isSameFile(live, descriptor)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // The descriptors of the process `pid` cannot be read, for example because the process
            // has ended or belongs to another user.
        }
        return false;
    }

    /**
     * Returns the time of the last attachment, and the process that attached the segment at this
     * time. The process may have detached since. Returns {@code UNKNOWN} if no process has ever
     * attached the segment.
     */
    SegmentStatus.Event lastAttach() {
        SegmentStatus.Event last = SegmentStatus.Event.UNKNOWN;
        int used = participants.used();
        for (int index = 0; index < used; index++) {
            long since = ParticipantStatus.instant(participants.since(index));
            if (since > last.millis()) {
                last = new SegmentStatus.Event(participants.pid(index), since);
            }
        }
        return last;
    }

    /** Returns the id of the segment. */
    long id() {
        return Words.get(shared, SegmentRecordLayout.ID_AT);
    }

    /**
     * Returns the time of the last recorded detachment in milliseconds since 1970; 0 if no
     * detachment is recorded. Only {@link #close} records a detachment. A process that is killed, a
     * command that {@code ipc-shm attach} runs, and the background process of {@code ipc-shm pin}
     * detach without a record.
     */
    long detached() {
        return Words.getAcquire(shared, SegmentRecordLayout.DETACHED_AT);
    }

    CellEvent event() {
        return new SegmentEventWord(new Event(shared, SegmentRecordLayout.CELLS, doorbell()));
    }

    /** Closes the record. If this process was attached, records that it has detached. */
    @Override
    public void close() {
        if (own != NONE) {
            Words.setRelease(shared, SegmentRecordLayout.DETACHED_AT, System.currentTimeMillis());
            live.leave(own);
        }
        live.close();
    }
}
