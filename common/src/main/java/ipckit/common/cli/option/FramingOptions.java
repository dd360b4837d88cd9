package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.util.List;

/**
 * The options that choose a framing, which is the way in which a stream is divided into records.
 * With {@code -0}, records end in a zero byte. With {@code --frame}, a length stands before each
 * record. With {@code --whole}, the complete stream is one record. These options exclude each
 * other. By default each line is a record.
 *
 * @param <F> the type with which the caller represents framings
 */
public final class FramingOptions<F> {
    private final F[] framings;
    private final Argument<Boolean> frames;

    /**
     * The options {@code -0} and {@code --frame}, and {@code --whole} if this option was declared.
     * The option {@code all.get(i)} chooses {@code framings[i + 1]}. If the user gives none of
     * these options, the framing is {@code framings[0]}.
     */
    private final List<Argument<?>> all;

    /**
     * Declares {@code -0}, {@code --frame} and {@code --whole}.
     *
     * @param framings the framings in this order: the default (each line is a record), {@code -0},
     *     {@code --frame}, {@code --whole}
     * @param record the noun for a record in help texts, for example "item"
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
     * Declares {@code -0} and {@code --frame}, and no {@code --whole}.
     *
     * @param framings the framings in this order: the default (each line is a record), {@code -0},
     *     {@code --frame}
     * @param record the noun for a record in help texts, for example "item"
     */
    public FramingOptions(Arguments arguments, F[] framings, String record) {
        this(arguments, framings, record, null);
    }

    /**
     * Returns the options that choose a framing. A caller needs this list to declare that another
     * option must not be combined with any of them.
     */
    public List<Argument<?>> all() {
        return all;
    }

    /**
     * Returns the option {@code --frame}. A caller needs this option to declare that another option
     * must not be combined with {@code --frame}.
     */
    public Argument<Boolean> frame() {
        return frames;
    }

    /** Returns the framing that the user chose, or the default framing. */
    public F of(ParsedArguments given) {
        for (int i = 0; i < all.size(); i++) {
            if (given.has(all.get(i))) {
                return framings[i + 1];
            }
        }
        return framings[0];
    }
}
