package ipckit.common.cli.value;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.List;

/**
 * Converts a word to a constant of an enum. Users type the constant in lower case with hyphens:
 * {@code DROP_OLD} as {@code drop-old}.
 */
public final class ChoiceConverter<E extends Enum<E>> implements Converter<E> {
    private final E[] constants;

    /**
     * Makes a converter for some constants of an enum.
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
        throw new IpcException(Category.USAGE, "'" + text + "' is not one of " + listed(", "));
    }

    @Override
    public String show(E constant) {
        String name = constant.name();
        StringBuilder typed = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            typed.append(c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
        }
        return typed.toString();
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

    /** Returns the choice as help shows it: {@code block|drop-new|drop-old}. */
    public String label() {
        return listed("|");
    }

    private String listed(String separator) {
        StringBuilder all = new StringBuilder();
        for (E constant : constants) {
            all.append(all.isEmpty() ? "" : separator).append(show(constant));
        }
        return all.toString();
    }
}
