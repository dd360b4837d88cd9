package ipckit.mq.box;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.Seats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a mailbox without taking part in it. For one thread. */
public final class Monitor {
    private static final String[] WAITS = {"", "messages", "room", "answer", "lock"};

    private final BoxFile file;

    private Monitor(BoxFile file) {
        this.file = file;
    }

    /**
     * @throws ipckit.common.IpcException ABSENT, DENIED, CORRUPT
     */
    public static Monitor open(Path directory) {
        return new Monitor(BoxFile.open(directory, false));
    }

    /** Whether the process with which it ends has ended. */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /**
     * @param participants whether to ask who is there, too
     */
    public Snapshot look(boolean participants) {
        try {
            Mapping shared = file.shared;
            Slots slots = new Slots(file);
            return new Snapshot(
                    file.spec,
                    Words.get(shared, BoxLayout.CREATED_AT),
                    Words.get(shared, BoxLayout.CREATOR_AT),
                    file.isRemoved(),
                    slots.ready(),
                    slots.held(),
                    slots.pending(),
                    Words.getAcquire(shared, BoxLayout.NEXT_NUMBER_AT) - 1,
                    Words.getAcquire(shared, BoxLayout.ACKNOWLEDGED_AT),
                    Words.getAcquire(shared, BoxLayout.REDELIVERED_AT),
                    participants ? participants() : List.of());
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    private List<Snapshot.Participant> participants() {
        List<Snapshot.Participant> found = new ArrayList<>();
        Seats seats = file.seats();
        try (Liveness liveness = file.live(false)) {
            int used = seats.used();
            for (int seat = 0; seat < used; seat++) {
                int role = seats.role(seat);
                if (role < 1 || role > Role.values().length || !liveness.isAlive(seat)) {
                    continue;
                }
                int waiting = seats.waiting(seat);
                found.add(
                        new Snapshot.Participant(
                                Role.values()[role - 1],
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
