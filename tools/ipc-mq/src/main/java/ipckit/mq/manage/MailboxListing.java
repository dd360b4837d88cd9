package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.mq.mailbox.CapacityConverter;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints mailboxes or links as a table or as lines of JSON. */
final class MailboxListing {
    private static final int STATE_COLUMNS = 5;

    private final Console console;
    private final boolean asJson;
    private final String[] keys;
    private final TextTable table = new TextTable();

    /**
     * @param keys the titles of the columns that name a mailbox; the JSON keys are these titles in
     *     lower case
     */
    MailboxListing(Console console, boolean asJson, String... keys) {
        this.console = console;
        this.asJson = asJson;
        this.keys = keys;
        Arrays.asList(keys).forEach(table::left);
        table.left("STATE").right("CAPACITY").right("READY").right("CLAIMED").right("PENDING");
    }

    /**
     * Adds a mailbox to the output. Omits a mailbox that was removed meanwhile, and lists a mailbox
     * that cannot be read with the reason.
     *
     * @param look takes the mailbox's snapshot
     * @param names the values of the columns that name the mailbox
     */
    void add(Supplier<MailboxSnapshot> look, String... names) {
        try {
            MailboxSnapshot seen = look.get();
            if (asJson) {
                JsonWriter line = line(names);
                MailboxSnapshotJson.writeSummary(line, seen);
                line.end().endLine();
            } else {
                row(
                        names,
                        FillLevel.of(seen),
                        CapacityConverter.text(seen.spec()),
                        Integer.toString(seen.ready()),
                        Integer.toString(seen.claimed()),
                        Integer.toString(seen.pending()));
            }
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT) {
                return;
            }
            if (asJson) {
                JsonWriter line = line(names).field("state", stateOf(e));
                line.field("error", e.getMessage()).end().endLine();
            } else {
                row(names, stateOf(e), "", "", "", "");
            }
        }
    }

    private JsonWriter line(String[] names) {
        JsonWriter line = console.json().object();
        for (int i = 0; i < names.length; i++) {
            line.field(keys[i].toLowerCase(Locale.ROOT), names[i]);
        }
        return line;
    }

    private void row(String[] names, String... figures) {
        String[] all = Arrays.copyOf(names, names.length + STATE_COLUMNS);
        System.arraycopy(figures, 0, all, names.length, STATE_COLUMNS);
        table.row(all);
    }

    /** Prints the table. Prints nothing for JSON, whose lines {@link #add} prints. */
    void print() {
        table.print(console.text());
    }

    private static String stateOf(IpcException why) {
        return switch (why.category()) {
            case CORRUPT -> "damaged";
            case DENIED -> "denied";
            default -> "unreadable";
        };
    }
}
