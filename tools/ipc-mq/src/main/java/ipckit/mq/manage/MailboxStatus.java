package ipckit.mq.manage;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.mailbox.MailboxSnapshot;

import java.util.Locale;

/** Describes a mailbox: its state in one or two words, and its properties as JSON. */
final class MailboxStatus {
    private MailboxStatus() {}

    /**
     * Returns the state of the mailbox: {@code empty}, {@code in use}, {@code full} or {@code
     * removed}.
     */
    static String state(MailboxSnapshot seen) {
        if (seen.removed()) {
            return "removed";
        }
        int held = seen.ready() + seen.delayed() + seen.claimed();
        if (held == 0) {
            return "empty";
        }
        return !seen.spec().isRendezvous() && held >= seen.spec().capacity() ? "full" : "in use";
    }

    /**
     * Writes the properties that {@code ls} shows, as fields of the JSON object that the caller has
     * begun.
     */
    static void writeSummary(JsonWriter json, MailboxSnapshot seen) {
        json.field("state", state(seen));
        if (!seen.spec().isUnbounded()) {
            json.field("capacity", seen.spec().capacity());
        }
        json.field("unbounded", seen.spec().isUnbounded())
                .field("ready", seen.ready())
                .field("claimed", seen.claimed())
                .field("pending", seen.pending())
                .field("delayed", seen.delayed());
    }

    /** Writes one line of JSON with all properties that {@code stat} shows. */
    static void write(JsonWriter json, String name, MailboxSnapshot seen) {
        json.object().field("name", name);
        writeSummary(json, seen);
        json.field("max_size", seen.spec().maxSize())
                .field("fixed_size", seen.spec().fixed())
                .field("sharing", words(seen.spec().sharing().name()))
                .field("durable", seen.spec().durable())
                .field("sent", seen.sent())
                .field("received", seen.received())
                .field("expired", seen.expired())
                .field("redelivered", seen.redelivered())
                .field("creator", seen.creator())
                .instant("created", seen.created());
        if (seen.spec().owner() != null) {
            json.field("owner", seen.spec().owner().pid());
        }
        json.name("participants").array();
        for (MailboxSnapshot.Participant participant : seen.participants()) {
            json.object()
                    .field("role", words(participant.role().name()))
                    .field("pid", participant.pid())
                    .field("pid_is_ours", participant.pidIsOurs())
                    .field("moved", participant.moved())
                    .field("waits_for", participant.waitsFor())
                    .instant("since", participant.since())
                    .end();
        }
        json.end().end().endLine();
    }

    /**
     * Returns the name of an enum constant as the user types it: in lower case, with hyphens for
     * underscores.
     */
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
