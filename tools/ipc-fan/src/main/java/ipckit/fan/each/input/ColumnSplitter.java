package ipckit.fan.each.input;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.OwnCommandLine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Divides a record into columns. A regular expression matches the separator between two columns, as
 * with the option {@code --colsep} of GNU parallel. The expression is applied to bytes, each of
 * which counts as one character. Immutable.
 */
public final class ColumnSplitter {
    private final Pattern separator;

    private ColumnSplitter(Pattern separator) {
        this.separator = separator;
    }

    /**
     * Parses a regular expression.
     *
     * @throws IpcException USAGE if the text is not a regular expression, or if the expression
     *     matches the empty text, which would make each byte a column
     */
    public static ColumnSplitter parse(String regex) {
        Pattern separator;
        try {
            byte[] bytes = OwnCommandLine.bytesOf(regex);
            separator = Pattern.compile(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (PatternSyntaxException e) {
            String why = "'" + regex + "' is not a regular expression: " + e.getDescription();
            throw new IpcException(Category.USAGE, why, e);
        }
        if (separator.matcher("").matches()) {
            throw IpcException.usage(
                    "'" + regex + "' matches the empty text; a bar as separator is '\\|'");
        }
        return new ColumnSplitter(separator);
    }

    /** Returns the columns of a record, at least one. A column may be empty. */
    List<byte[]> columns(byte[] record) {
        List<byte[]> columns = new ArrayList<>();
        String text = new String(record, StandardCharsets.ISO_8859_1);
        for (String column : separator.split(text, -1)) {
            columns.add(column.getBytes(StandardCharsets.ISO_8859_1));
        }
        return columns;
    }
}
