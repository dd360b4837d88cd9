package ipckit.mq.manage;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.mailbox.MailboxSnapshot;

import java.util.Locale;

/** A mailbox as JSON. */
final class MailboxSnapshotJson {
    private MailboxSnapshotJson() {}

    /** The fields of a line of {@code ls}. */
    static void writeSummary(JsonWriter json, MailboxSnapshot seen) {
        json.field("state", FillLevel.word(seen));
        if (!seen.spec().isUnbounded()) {
            json.field("capacity", seen.spec().capacity());
        }
        json.field("unbounded", seen.spec().isUnbounded())
                .field("ready", seen.ready())
                .field("claimed", seen.claimed())
                .field("pending", seen.pending());
    }

    static void write(JsonWriter json, String name, MailboxSnapshot seen) {
        json.object().field("name", name);
        writeSummary(json, seen);
        json.field("max_size", seen.spec().maxSize())
                .field("fixed_size", seen.spec().fixed())
                .field("sharing", words(seen.spec().sharing().name()))
                .field("durable", seen.spec().durable())
                .field("sent", seen.sent())
                .field("received", seen.received())
                .field("redelivered", seen.redelivered())
                .field("creator", seen.creator())
                .instant("created", seen.created());
        if (seen.spec().owner() != null) {
            json.field("owner", seen.spec().owner().pid());
        }
        json.name("participants").array();
        for (MailboxSnapshot.Participant one : seen.participants()) {
            json.object()
                    .field("role", words(one.role().name()))
                    .field("pid", one.pid())
                    .field("pid_is_ours", one.pidIsOurs())
                    .field("moved", one.moved())
                    .field("waits_for", one.waitsFor())
                    .instant("since", one.since())
                    .end();
        }
        json.end().end().endLine();
    }

    /** A constant as it is typed. */
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
