package ipckit.mq.space;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Lists the rows to which a {@link Change} has written, as a text for the {@linkplain SpaceTrace
 * trace}. A row stands for a task, a port, a name or another thing of the port space.
 */
final class ChangedRows {
    private ChangedRows() {}

    /**
     * Returns the list of the rows to which a change has written, for example {@code add port 7,
     * add name inbox, task A}. A row that is neither added nor deleted has no word before it.
     * Returns the empty text if the change has written to no row.
     *
     * @param before the rows before the change
     * @param after the rows after the change
     * @param words the words that the change has written
     */
    static String text(Change before, Change after, ChangedWords words) {
        Set<Integer> rows = new LinkedHashSet<>();
        for (int position = 0; position < words.count(); position++) {
            int row = SpaceLayout.rowAt(words.offsetAt(position));
            if (row != Change.NO_ROW) {
                rows.add(row);
            }
        }
        StringJoiner text = new StringJoiner(", ");
        for (int row : rows) {
            if (before.kind(row) == RowKind.FREE) {
                text.add("add " + object(after, row));
            } else if (after.kind(row) == RowKind.FREE) {
                text.add("delete " + object(before, row));
            } else {
                text.add(object(after, row));
            }
        }
        return text.toString();
    }

    private static String object(Change rows, int row) {
        RowKind kind = rows.kind(row);
        String word = kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case PORT -> word + " " + rows.get(row, RowLayout.NUMBER);
            case CARRIED -> word + " right " + rows.name(row);
            default -> rows.name(row).isEmpty() ? word : word + " " + rows.name(row);
        };
    }
}
