package ipckit.shm.segment;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.cli.value.ModeConverter;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.sync.LockUse;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.scheme.SegmentStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the status of a segment as text: lines that begin with a title, then a table of the
 * attached processes.
 */
final class SegmentStatusText {
    private SegmentStatusText() {}

    /**
     * @param lock how the lock of the segment is used; null if the segment has no lock
     */
    static void print(TextOutput out, SegmentStatus status, LockUse lock) {
        out.property("segment", status.name() + state(status));
        out.property("id", Long.toString(status.id()));
        if (!status.removed()) {
            String bytes = CountedNoun.of(status.size(), "byte");
            out.property("size", bytes + " (" + Quantities.bytes(status.size()) + ")");
        }
        out.property("mode", ModeConverter.PERMISSIONS.show(status.mode()));
        out.property("owner", "user " + status.uid());
        event(out, "created", status.created());
        event(out, "changed", new SegmentStatus.Event(0, status.changed()));
        event(out, "attached", status.attached());
        event(out, "detached", status.detached());
        out.property("nattch", status.isCounted() ? "" + status.count() : "- (not counted)");
        if (lock != null) {
            out.property("lock", use(lock));
        }
        if (!status.users().isEmpty()) {
            out.println("");
            users(status).print(out);
        }
    }

    private static String state(SegmentStatus status) {
        return status.removed() ? ", removed: stays until the last process detaches" : "";
    }

    private static String use(LockUse lock) {
        if (lock.slots() > 0) {
            return lock.holders() + " of " + CountedNoun.of(lock.slots(), "slot") + " taken";
        }
        if (lock.holders() == 0) {
            return "free";
        }
        return lock.shared() ? "shared by " + lock.holders() : "taken";
    }

    private static void event(TextOutput out, String title, SegmentStatus.Event event) {
        List<String> parts = new ArrayList<>();
        if (event.millis() != 0) {
            parts.add(Timestamps.iso(event.millis()));
        }
        if (event.pid() != 0) {
            parts.add("by process " + event.pid());
        }
        if (!parts.isEmpty()) {
            out.property(title, String.join(" ", parts));
        }
    }

    private static TextTable users(SegmentStatus status) {
        TextTable table = new TextTable().right("PID").left("COMMAND").left("ROLE").left("SINCE");
        for (ParticipantStatus user : status.users()) {
            String command = ProcessCommandName.of(user.pid());
            table.row(
                    Long.toString(user.pid()),
                    command.isEmpty() ? "(ended; a child is attached)" : command,
                    SegmentRole.of(user.role()).name().toLowerCase(Locale.ROOT),
                    user.since() == 0 ? "" : Timestamps.iso(user.since()));
        }
        return table;
    }
}
