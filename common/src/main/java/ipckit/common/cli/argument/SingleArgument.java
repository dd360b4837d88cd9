package ipckit.common.cli.argument;

import ipckit.common.cli.value.Converter;

import java.util.List;

/** An argument with one value. When an option is repeated, its last value counts. */
final class SingleArgument<T> extends Argument<T> {
    private final Converter<T> converter;

    SingleArgument(Place place, String names, String label, String help, Converter<T> converter) {
        super(place, names, label, help, converter);
        this.converter = converter;
    }

    @Override
    public int least() {
        return place() == Place.OPERAND && fallback() == null ? 1 : 0;
    }

    @Override
    public boolean many() {
        return false;
    }

    @Override
    T convert(List<String> words) {
        return converter.convert(words.getLast());
    }

    @Override
    String shownDefault() {
        return place() == Place.FLAG || fallback() == null ? null : converter.show(fallback());
    }
}
