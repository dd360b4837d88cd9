package ipckit.common.cli;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of one command line, converted and checked. */
public final class Parsed {
    private final Map<Arg<?>, Object> given = new IdentityHashMap<>();

    Parsed() {}

    <T> void put(Arg<T> arg, T value) {
        given.put(arg, value);
    }

    /** Whether it was given on the command line, whatever its default. */
    public boolean has(Arg<?> arg) {
        return given.containsKey(arg);
    }

    /**
     * The value given, or the default.
     *
     * @throws IllegalStateException if there is neither: such an option is asked for by {@link
     *     #find}
     */
    public <T> T get(Arg<T> arg) {
        T value = value(arg);
        if (value == null) {
            throw new IllegalStateException(arg.title() + " has no default");
        }
        return value;
    }

    /** The value given, or the default, or empty. */
    public <T> Optional<T> find(Arg<T> arg) {
        return Optional.ofNullable(value(arg));
    }

    // put() is the only writer and has both types right.
    @SuppressWarnings("unchecked")
    private <T> T value(Arg<T> arg) {
        Object value = given.get(arg);
        return value == null ? arg.fallback() : (T) value;
    }
}
