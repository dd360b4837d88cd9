package ipckit.shm.segment;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.value.ModeConverter;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.sync.LockUse;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.scheme.SegmentStatus;

import java.util.Locale;

/** Writes the status of a segment as a JSON object. A value that is not known has no field. */
final class SegmentStatusJson {
    private SegmentStatusJson() {}

    /**
     * @param lock how the lock of the segment is used; null if the use is not known, or if the
     *     segment has no lock
     */
    static void write(JsonWriter json, SegmentStatus status, LockUse lock) {
        json.object().field("name", status.name()).field("id", status.id());
        if (!status.removed()) {
            json.field("bytes", status.size());
        }
        json.field("mode", ModeConverter.PERMISSIONS.show(status.mode()))
                .field("uid", status.uid());
        process(json, "creator", status.created().pid());
        time(json, "created", status.created().millis());
        time(json, "changed", status.changed());
        process(json, "last_attached", status.attached().pid());
        time(json, "attached_at", status.attached().millis());
        time(json, "detached_at", status.detached().millis());
        if (status.isCounted()) {
            json.field("nattch", status.count());
            json.name("attached").array();
            for (ParticipantStatus user : status.users()) {
                json.object().field("pid", user.pid());
                json.field("command", ProcessCommandName.of(user.pid()));
                json.field("role", SegmentRole.of(user.role()).name().toLowerCase(Locale.ROOT));
                json.instant("since", user.since()).end();
            }
            json.end();
        }
        if (lock != null) {
            json.name("lock").object().field("holders", lock.holders());
            json.field("shared", lock.shared());
            if (lock.slots() > 0) {
                json.field("slots", lock.slots());
            }
            json.end();
        }
        json.field("removed", status.removed()).end();
    }

    private static void process(JsonWriter json, String name, long pid) {
        if (pid != 0) {
            json.field(name, pid);
        }
    }

    private static void time(JsonWriter json, String name, long millis) {
        if (millis != 0) {
            json.instant(name, millis);
        }
    }
}
