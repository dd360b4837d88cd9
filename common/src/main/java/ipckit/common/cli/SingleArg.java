package ipckit.common.cli;

import java.util.List;

/** An argument with one value. */
final class SingleArg<T> extends Arg<T> {
    private final Converter<T> converter;

    SingleArg(Place place, String names, String label, String help, Converter<T> converter) {
        super(place, names, label, help);
        this.converter = converter;
    }

    @Override
    int least() {
        return place == Place.OPERAND && fallback() == null ? 1 : 0;
    }

    @Override
    boolean many() {
        return false;
    }

    @Override
    T convert(List<String> words) {
        return converter.convert(words.getFirst());
    }

    @Override
    String shownDefault() {
        return place == Place.FLAG || fallback() == null ? null : converter.show(fallback());
    }
}
