package ipckit.shm.segment;

import ipckit.common.cli.output.JsonWriter;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.scheme.User;

import java.util.Locale;

/** Facts for programs. What is not known is not there. */
final class SegmentStatusJson {
    private SegmentStatusJson() {}

    static void write(JsonWriter json, SegmentStatus facts) {
        json.object().field("name", facts.name()).field("id", facts.id());
        if (!facts.removed()) {
            json.field("bytes", facts.size());
        }
        json.field("mode", "0" + Integer.toOctalString(facts.mode())).field("uid", facts.uid());
        process(json, "creator", facts.creator());
        time(json, "created", facts.created());
        process(json, "lastAttached", facts.lastUser());
        time(json, "attachedAt", facts.attached());
        time(json, "detachedAt", facts.detached());
        if (facts.count() >= 0) {
            json.field("nattch", facts.count());
            json.name("attached").array();
            for (User user : facts.users()) {
                json.object().field("pid", user.pid());
                json.field("command", ProcessCommandName.of(user.pid()));
                json.field("role", user.role().name().toLowerCase(Locale.ROOT));
                json.instant("since", user.since()).end();
            }
            json.end();
        }
        json.field("removed", facts.removed()).end();
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
