package ipckit.common.cli.argument;

import ipckit.common.cli.value.Converter;

import java.util.ArrayList;
import java.util.List;

/** An argument that may be repeated; its value is the list of all words, by default empty. */
final class ListArgument<E> extends Argument<List<E>> {
    private final Converter<E> converter;
    private final int least;

    ListArgument(
            Place place,
            String names,
            String label,
            String help,
            Converter<E> converter,
            int least) {
        super(place, names, label, help, converter);
        this.converter = converter;
        this.least = least;
        orElse(List.of());
    }

    @Override
    public int least() {
        return least;
    }

    @Override
    public boolean many() {
        return true;
    }

    @Override
    List<E> convert(List<String> words) {
        List<E> values = new ArrayList<>(words.size());
        for (String word : words) {
            values.add(converter.convert(word));
        }
        return List.copyOf(values);
    }

    @Override
    String shownDefault() {
        return null;
    }
}
