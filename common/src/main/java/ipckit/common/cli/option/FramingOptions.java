package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.util.List;

/**
 * The options that choose how a stream is divided into records: {@code -0}, {@code --frame} and
 * {@code --whole}, which exclude each other. By default each line is a record.
 *
 * @param <F> the caller's type for framings
 */
public final class FramingOptions<F> {
    private final F[] framings;
    private final Argument<Boolean> frames;

    /** The options for all framings except the first framing, which is the default. */
    private final List<Argument<?>> all;

    /**
     * Declares {@code -0}, {@code --frame} and {@code --whole}.
     *
     * @param framings four framings in this order: by lines, by zero bytes, by frames, and the
     *     stream as a whole
     * @param record the program's word for a record, in the singular
     * @param wholeHelp the help text of {@code --whole}; null to declare no {@code --whole}
     */
    public FramingOptions(Arguments arguments, F[] framings, String record, String wholeHelp) {
        this.framings = framings;
        Argument<Boolean> nuls =
                arguments.flag("-0, --null", record + "s end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "a 4-byte big-endian length before each " + record);
        all =
                wholeHelp == null
                        ? List.of(nuls, frames)
                        : List.of(nuls, frames, arguments.flag("--whole", wholeHelp));
        arguments.exclusive(all.toArray(Argument<?>[]::new));
    }

    /**
     * Declares {@code -0} and {@code --frame} only.
     *
     * @param framings three framings in this order: by lines, by zero bytes, and by frames
     * @param record the program's word for a record, in the singular
     */
    public FramingOptions(Arguments arguments, F[] framings, String record) {
        this(arguments, framings, record, null);
    }

    /** Returns all declared options, for rules with other options. */
    public List<Argument<?>> all() {
        return all;
    }

    /** Returns the option {@code --frame}, for rules with other options. */
    public Argument<Boolean> frame() {
        return frames;
    }

    /** Returns the framing that the user chose. */
    public F of(ParsedArguments given) {
        for (int i = 0; i < all.size(); i++) {
            if (given.has(all.get(i))) {
                return framings[i + 1];
            }
        }
        return framings[0];
    }
}
