package ipckit.common.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with a header. The columns are two blanks apart, and numbers are aligned to the right.
 * The width of a column is the number of code points in its widest cell. Therefore the table
 * collects all rows before it prints the first row. Lines have no trailing blanks. Control
 * characters are replaced by visible escapes, so that each row stays on one line.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> header = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    /** Adds columns of text, aligned to the left. */
    public TextTable left(String... titles) {
        return columns(titles, false);
    }

    /** Adds columns of numbers, aligned to the right. */
    public TextTable right(String... titles) {
        return columns(titles, true);
    }

    private TextTable columns(String[] titles, boolean right) {
        for (String title : titles) {
            header.add(title);
            rightAligned.add(right);
        }
        return this;
    }

    /** Adds a row. The row must have one cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + header.size() + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = PrintableText.of(cells[i]);
        }
        rows.add(row);
        return this;
    }

    /** Prints the header and all rows; prints nothing if there are no rows. */
    public void print(TextOutput out) {
        if (rows.isEmpty()) {
            return;
        }
        String[] titles = header.toArray(new String[0]);
        int[] widths = new int[titles.length];
        widen(widths, titles);
        for (String[] row : rows) {
            widen(widths, row);
        }
        out.println(line(titles, widths));
        for (String[] row : rows) {
            out.println(line(row, widths));
        }
    }

    private static void widen(int[] widths, String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], width(cells[i]));
        }
    }

    private StringBuilder line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : GAP);
            int padding = widths[i] - width(cells[i]);
            if (rightAligned.get(i)) {
                line.repeat(' ', padding).append(cells[i]);
            } else {
                line.append(cells[i]).repeat(' ', padding);
            }
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        line.setLength(end);
        return line;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
