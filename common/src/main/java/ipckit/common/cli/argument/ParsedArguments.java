package ipckit.common.cli.argument;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of one command line, converted and checked. */
public final class ParsedArguments {
    private final Map<Argument<?>, Object> given = new IdentityHashMap<>();

    ParsedArguments() {}

    <T> void put(Argument<T> arg, T value) {
        given.put(arg, value);
    }

    /** Whether it was given on the command line, whatever its default. */
    public boolean has(Argument<?> arg) {
        return given.containsKey(arg);
    }

    /**
     * The value given, or the default.
     *
     * @throws IllegalStateException if there is neither: such an option is asked for by {@link
     *     #find}
     */
    public <T> T get(Argument<T> arg) {
        T value = value(arg);
        if (value == null) {
            throw new IllegalStateException(arg.title() + " has no default");
        }
        return value;
    }

    /** The value given, or the default, or empty. */
    public <T> Optional<T> find(Argument<T> arg) {
        return Optional.ofNullable(value(arg));
    }

    // put() is the only writer and has both types right.
    @SuppressWarnings("unchecked")
    private <T> T value(Argument<T> arg) {
        Object value = given.get(arg);
        return value == null ? arg.fallback() : (T) value;
    }
}
