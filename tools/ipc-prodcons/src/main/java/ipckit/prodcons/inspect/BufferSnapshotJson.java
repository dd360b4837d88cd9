package ipckit.prodcons.inspect;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.ParticipantCondition;

import java.util.Locale;

/**
 * Writes a snapshot of a buffer as JSON. Counts are numbers, and instants are ISO-8601 strings. A
 * field that does not apply to the buffer is null.
 */
final class BufferSnapshotJson {
    private BufferSnapshotJson() {}

    /**
     * Writes the fields that the output of {@code ls} and of {@code stat} have in common. The
     * caller begins and ends the JSON object.
     */
    static void writeSummary(JsonWriter json, ObjectName name, RingSnapshot seen) {
        json.field("name", name.text());
        json.field("state", seen.removed() ? "removed" : lower(TextbookVariables.state(seen)));
        json.field("items", seen.items()).field("claimed", seen.claimed());
        json.field("in", TextbookVariables.in(seen)).field("out", TextbookVariables.out(seen));
        json.field("produced", seen.in()).field("consumed", seen.out());
        json.field("bytes", seen.bytes());
        bounded(json, "capacity", TextbookVariables.capacity(seen.spec()), -1);
        bounded(json, "slots", seen.spec().slots(), 0);
        json.field("producers", seen.living(RingRole.PRODUCER));
        json.field("consumers", seen.living(RingRole.CONSUMER));
    }

    /** Writes all fields of the snapshot as one JSON object on one line. */
    static void write(JsonWriter json, ObjectName name, RingSnapshot seen) {
        RingSpec spec = seen.spec();
        json.object();
        writeSummary(json, name, seen);
        bounded(json, "item_limit", spec.itemLimit(), Long.MAX_VALUE);
        json.field("max_item", spec.maxItem());
        json.field("full_rule", lower(spec.fullRule().name()));
        json.field("one_to_one", spec.oneToOne()).field("unbounded", spec.unbounded());
        json.field("doorbell", spec.pipeDoorbell() ? "fifo" : "futex");
        json.field("holders", seen.living(RingRole.HOLDER));
        json.field("producers_ever", seen.producersEver());
        json.field("dropped", seen.dropped()).field("redelivered", seen.redelivered());
        json.field("recoveries", seen.recoveries());
        json.instant("created", seen.created());
        lock(json, "producers_lock", seen, seen.producersLock());
        lock(json, "consumers_lock", seen, seen.consumersLock());
        json.name("participants").array();
        for (RingParticipant one : seen.participants()) {
            write(json, one);
        }
        json.end().end().endLine();
    }

    private static void write(JsonWriter json, RingParticipant one) {
        json.object().field("slot", one.index()).field("role", lower(one.role().name()));
        json.field("pid", one.pid()).field("state", ParticipantCondition.of(one).word());
        json.instant("since", one.since());
        if (one.waiting() == WaitReason.NOTHING) {
            json.field("waiting_for", null).field("waiting_since", null);
        } else {
            json.field("waiting_for", lower(one.waiting().name()));
            json.instant("waiting_since", one.waitingSince());
        }
        json.field("items", one.items()).field("claimed", one.claimed()).end();
    }

    /** Writes the process ID of the participant that owns a lock; null when the lock is free. */
    private static void lock(JsonWriter json, String field, RingSnapshot seen, int index) {
        RingParticipant holder = seen.in(index);
        bounded(json, field, holder == null ? 0 : holder.pid(), 0);
    }

    private static void bounded(JsonWriter json, String field, long number, long none) {
        if (number == none) {
            json.field(field, null);
        } else {
            json.field(field, number);
        }
    }

    private static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
