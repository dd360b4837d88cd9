package ipckit.common.cli.runner;

import ipckit.common.cli.argument.Arguments;

import java.util.List;
import java.util.function.Function;

/**
 * One of a program's verbs. A command is made only when its verb is called or its help is asked
 * for, so the verbs that are not called cost nothing.
 *
 * @param name what is typed after the program's name: a word, or several with blanks between; empty
 *     for that of a program without verbs
 * @param purpose one line, beginning with a capital, without a final full stop
 * @param maker makes the command, usually its constructor, which declares its arguments
 * @param shown whether help and suggestions know it
 */
public record Verb(String name, String purpose, Function<Arguments, Command> maker, boolean shown) {
    /** A verb for users. */
    public Verb(String name, String purpose, Function<Arguments, Command> maker) {
        this(name, purpose, maker, true);
    }

    /** A verb by which a program starts itself as another process: no user types it. */
    public static Verb internal(String name, Function<Arguments, Command> maker) {
        return new Verb(name, "Part of another verb", maker, false);
    }

    /** How many words its name has. */
    int words() {
        int words = name.isEmpty() ? 0 : 1;
        for (int i = 0; i < name.length(); i++) {
            words += name.charAt(i) == ' ' ? 1 : 0;
        }
        return words;
    }

    /** Whether a command line begins with its name. */
    boolean isMeantBy(List<String> line) {
        int words = words();
        if (words == 0) {
            return true;
        }
        return words == 1
                ? name.equals(line.getFirst())
                : line.size() >= words && name.equals(String.join(" ", line.subList(0, words)));
    }
}
