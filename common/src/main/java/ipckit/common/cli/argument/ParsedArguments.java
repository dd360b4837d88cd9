package ipckit.common.cli.argument;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of the arguments of one command line, converted and checked. */
public final class ParsedArguments {
    private final Arguments declared;
    private final Map<Argument<?>, Object> given = new IdentityHashMap<>();

    ParsedArguments(Arguments declared) {
        this.declared = declared;
    }

    <T> void put(Argument<T> arg, T value) {
        given.put(arg, value);
    }

    /** Returns whether the user gave the argument; a default does not count. */
    public boolean has(Argument<?> arg) {
        return given.containsKey(arg);
    }

    /**
     * Returns the value that the user gave, or the default.
     *
     * @throws IllegalStateException if the user did not give the argument and it has no default;
     *     use {@link #find} for an argument without a default
     */
    public <T> T get(Argument<T> arg) {
        T value = value(arg);
        if (value == null) {
            throw new IllegalStateException(arg.title() + " has no default");
        }
        return value;
    }

    /**
     * Returns the value that the user gave, or the default. The result is empty if the user did not
     * give the argument and it has no default.
     */
    public <T> Optional<T> find(Argument<T> arg) {
        return Optional.ofNullable(value(arg));
    }

    /**
     * Returns whether the user asked for help. In this case, missing arguments were not reported,
     * and no value was converted or checked.
     */
    public boolean isHelpWanted() {
        return has(declared.help());
    }

    /** Returns whether the user wants no messages other than errors. */
    public boolean isQuiet() {
        return get(declared.quiet());
    }

    // The cast is safe: only put() adds values to the map, and the compiler checks that each value
    // has the type of its argument.
    @SuppressWarnings("unchecked")
    private <T> T value(Argument<T> arg) {
        Object value = given.get(arg);
        return value == null ? arg.fallback() : (T) value;
    }
}
