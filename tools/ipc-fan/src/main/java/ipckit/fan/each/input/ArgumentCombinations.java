package ipckit.fan.each.input;

import java.util.ArrayList;
import java.util.List;

/**
 * Yields the arguments of one job for each combination of the values of several sources. The
 * combinations come in the order of nested loops, where the last source is the innermost loop. With
 * one source, each value is the argument of one job.
 *
 * <p>The values of the first source are read one by one. The values of all other sources are held
 * in memory.
 */
final class ArgumentCombinations implements ArgumentSource {
    private final ValueSource first;
    private final List<ValueSource> others;
    private final ColumnSplitter columns;

    /** The values of each source in {@link #others}; null until they have been read. */
    private List<List<byte[]>> lists;

    /** For each source in {@link #others}, the index of the next value. */
    private final int[] positions;

    /** The value of the first source for the next combination; null if it has yet to be read. */
    private byte[] current;

    /**
     * @param sources at least one source
     * @param columns divides each value into columns; null to leave values undivided
     */
    ArgumentCombinations(List<ValueSource> sources, ColumnSplitter columns) {
        this.first = sources.getFirst();
        this.others = sources.subList(1, sources.size());
        this.columns = columns;
        this.positions = new int[others.size()];
    }

    @Override
    public JobArguments next() {
        if (lists == null) {
            lists = others.stream().map(ArgumentCombinations::all).toList();
        }
        if (current == null) {
            current = lists.stream().anyMatch(List::isEmpty) ? null : first.next();
        }
        if (current == null) {
            return null;
        }
        List<byte[]> values = new ArrayList<>(1 + positions.length);
        values.add(current);
        for (int i = 0; i < positions.length; i++) {
            values.add(lists.get(i).get(positions[i]));
        }
        advance();
        JobArguments arguments = JobArguments.joined(values, ' ');
        return columns == null ? arguments : new JobArguments(arguments.text(), divided(values));
    }

    private static List<byte[]> all(ValueSource source) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] value = source.next(); value != null; value = source.next()) {
            all.add(value);
        }
        return all;
    }

    private void advance() {
        for (int i = positions.length - 1; i >= 0; i--) {
            positions[i]++;
            if (positions[i] < lists.get(i).size()) {
                return;
            }
            positions[i] = 0;
        }
        current = null;
    }

    private List<byte[]> divided(List<byte[]> values) {
        List<byte[]> divided = new ArrayList<>();
        for (byte[] value : values) {
            divided.addAll(columns.columns(value));
        }
        return divided;
    }
}
