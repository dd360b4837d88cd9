package ipckit.common.cli.argument;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of one command line, converted and checked. */
public final class ParsedArguments {
    private final Arguments declared;
    private final Map<Argument<?>, Object> given = new IdentityHashMap<>();

    ParsedArguments(Arguments declared) {
        this.declared = declared;
    }

    <T> void put(Argument<T> arg, T value) {
        given.put(arg, value);
    }

    /** Whether the user gave the argument, whatever its default. */
    public boolean has(Argument<?> arg) {
        return given.containsKey(arg);
    }

    /**
     * Returns the value given, or the default.
     *
     * @throws IllegalStateException if there is neither; use {@link #find} for such an argument
     */
    public <T> T get(Argument<T> arg) {
        T value = value(arg);
        if (value == null) {
            throw new IllegalStateException(arg.title() + " has no default");
        }
        return value;
    }

    /** Returns the value given, or the default, or empty if there is neither. */
    public <T> Optional<T> find(Argument<T> arg) {
        return Optional.ofNullable(value(arg));
    }

    /** Whether the user asked for help; then no other argument was looked at. */
    public boolean isHelpWanted() {
        return has(declared.help());
    }

    /** Whether the user wants no messages other than errors. */
    public boolean isQuiet() {
        return get(declared.quiet());
    }

    // put() is the only writer and has both types right.
    @SuppressWarnings("unchecked")
    private <T> T value(Argument<T> arg) {
        Object value = given.get(arg);
        return value == null ? arg.fallback() : (T) value;
    }
}
