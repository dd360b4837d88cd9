package ipckit.common.cli.value;

import ipckit.common.IpcException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Converts a word to a constant of an enum. Users type the constant in lower case with hyphens:
 * {@code DROP_OLD} as {@code drop-old}.
 */
public final class ChoiceConverter<E extends Enum<E>> implements Converter<E> {
    private final E[] constants;

    /**
     * Creates a converter that accepts some constants of an enum.
     *
     * @param constants the accepted constants, usually {@code values()}
     */
    public ChoiceConverter(E[] constants) {
        this.constants = constants.clone();
    }

    @Override
    public E convert(String text) {
        for (E constant : constants) {
            if (show(constant).equals(text)) {
                return constant;
            }
        }
        throw IpcException.usage("'" + text + "' is not one of " + String.join(", ", examples()));
    }

    @Override
    public String show(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns every accepted constant in the form that users type. */
    @Override
    public List<String> examples() {
        List<String> typed = new ArrayList<>();
        for (E constant : constants) {
            typed.add(show(constant));
        }
        return typed;
    }

    /** Returns the accepted constants as help shows them: {@code block|drop-new|drop-old}. */
    public String label() {
        return String.join("|", examples());
    }
}
