package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.mailbox.CapacityConverter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Prints mailboxes, links or kernel queues as a table or as lines of JSON. If an object cannot be
 * read, the listing shows the reason as the state of the object, such as {@code denied}.
 */
final class MailboxListing {
    private final Console console;
    private final boolean asJson;
    private final int columns;
    private final String[] keys;
    private final TextTable table = new TextTable();

    /**
     * The properties of a mailbox, link or kernel queue that a listing shows after the names.
     *
     * @param cells the properties as cells of a table row; the first cell contains the state, such
     *     as {@code empty}
     * @param fields writes the properties as fields of a JSON line
     */
    private record State(List<String> cells, Consumer<JsonWriter> fields) {}

    private MailboxListing(Console console, boolean asJson, int columns, String... keys) {
        this.console = console;
        this.asJson = asJson;
        this.columns = columns;
        this.keys = keys;
        Arrays.asList(keys).forEach(table::left);
        table.left("STATE");
    }

    /**
     * Returns an empty listing of mailboxes or links. A mailbox has one name, and a link has two. A
     * table has one column for each name, with a title such as FROM. In JSON, each name is a field
     * whose key is this title in lower case, such as {@code from}.
     *
     * @param keys the titles of the columns for the names
     */
    static MailboxListing ofMailboxes(Console console, boolean asJson, String... keys) {
        MailboxListing listing = new MailboxListing(console, asJson, keys.length + 6, keys);
        listing.table.right("CAPACITY", "READY", "CLAIMED", "PENDING", "DELAYED");
        return listing;
    }

    /** Returns an empty listing of POSIX message queues. */
    static MailboxListing ofPosixQueues(Console console, boolean asJson) {
        MailboxListing listing = new MailboxListing(console, asJson, 7, "NAME");
        listing.table.right("CAPACITY", "READY", "BYTES").left("MODE").right("OWNER");
        return listing;
    }

    /** Returns an empty listing of System V message queues. */
    static MailboxListing ofSystemVQueues(Console console, boolean asJson) {
        MailboxListing listing = new MailboxListing(console, asJson, 8, "NAME");
        listing.table.right("MAX BYTES", "READY", "BYTES").left("MODE").right("OWNER", "ID");
        return listing;
    }

    /**
     * Adds a mailbox or link, unless it has been removed since the caller found its name.
     *
     * @param monitor opens the object for inspection
     * @param names the names of the object, in the order of the columns: one name for a mailbox,
     *     two names for a link
     */
    void add(Supplier<MailboxMonitor> monitor, String... names) {
        addState(
                () -> {
                    MailboxSnapshot seen = monitor.get().look(false);
                    return new State(
                            List.of(
                                    MailboxStatus.state(seen),
                                    CapacityConverter.text(seen.spec()),
                                    Integer.toString(seen.ready()),
                                    Integer.toString(seen.claimed()),
                                    Integer.toString(seen.pending()),
                                    Integer.toString(seen.delayed())),
                            line -> MailboxStatus.writeSummary(line, seen));
                },
                names);
    }

    /** Adds a kernel queue, unless it has been removed since the caller found its name. */
    void add(KernelQueueName queue) {
        addState(
                () -> {
                    KernelQueueStatus status = KernelQueueStatus.of(queue);
                    return new State(status.cells(), status::writeFields);
                },
                queue.toString());
    }

    private void addState(Supplier<State> look, String... names) {
        State state;
        try {
            state = look.get();
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT) {
                return;
            }
            String word = stateOf(e);
            state =
                    new State(
                            List.of(word),
                            line -> line.field("state", word).field("error", e.getMessage()));
        }
        if (asJson) {
            JsonWriter line = line(names);
            state.fields.accept(line);
            line.end().endLine();
            return;
        }
        List<String> row = new ArrayList<>(List.of(names));
        row.addAll(state.cells);
        while (row.size() < columns) {
            row.add("");
        }
        table.row(row.toArray(String[]::new));
    }

    private JsonWriter line(String[] names) {
        JsonWriter line = console.json().object();
        for (int i = 0; i < names.length; i++) {
            line.field(keys[i].toLowerCase(Locale.ROOT), names[i]);
        }
        return line;
    }

    /**
     * Prints the table. Does nothing for JSON, because the {@code add} methods have printed the
     * lines.
     */
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
