package ipckit.shm.segment;

import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.scheme.User;

import java.util.Locale;

/** Facts for people. */
final class SegmentStatusText {
    private SegmentStatusText() {}

    static void print(TextOutput out, SegmentStatus facts) {
        line(out, "segment", facts.name() + state(facts));
        line(out, "id", Long.toString(facts.id()));
        if (!facts.removed()) {
            line(out, "size", facts.size() + " bytes (" + Quantities.bytes(facts.size()) + ")");
        }
        line(out, "mode", "0" + Integer.toOctalString(facts.mode()));
        line(out, "owner", "user " + facts.uid());
        event(out, "created", facts.creator(), facts.created());
        event(out, "attached", facts.lastUser(), facts.attached());
        event(out, "detached", 0, facts.detached());
        line(out, "nattch", nattch(facts));
        if (!facts.users().isEmpty()) {
            out.println("");
            users(facts).print(out);
        }
    }

    private static String state(SegmentStatus facts) {
        return facts.removed() ? ", removed: goes with the last who is attached" : "";
    }

    /** For lists, too: who cannot be counted is a hyphen. */
    static String nattch(SegmentStatus facts) {
        return facts.count() < 0 ? "- (nobody counts)" : Integer.toString(facts.count());
    }

    private static void event(TextOutput out, String what, long pid, long millis) {
        if (millis != 0) {
            String who = pid == 0 ? "" : " by process " + pid;
            line(out, what, Timestamps.iso(millis) + who);
        }
    }

    private static void line(TextOutput out, String title, String value) {
        out.println(title + " ".repeat(10 - title.length()) + value);
    }

    private static TextTable users(SegmentStatus facts) {
        TextTable table = new TextTable().right("PID").left("COMMAND").left("ROLE").left("SINCE");
        for (User user : facts.users()) {
            String command = ProcessCommandName.of(user.pid());
            table.row(
                    Long.toString(user.pid()),
                    command.isEmpty() ? "(ended; what it started)" : command,
                    user.role().name().toLowerCase(Locale.ROOT),
                    user.since() == 0 ? "" : Timestamps.iso(user.since()));
        }
        return table;
    }
}
