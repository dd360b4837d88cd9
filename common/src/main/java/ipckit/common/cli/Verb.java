package ipckit.common.cli;

import java.util.function.Function;

/**
 * One of a program's verbs. A command is made only when its verb is called or its help is asked
 * for, so the verbs that are not called cost nothing.
 *
 * @param name what is typed after the program's name
 * @param purpose one line, beginning with a capital, without a final full stop
 * @param maker makes the command, usually its constructor, which declares its arguments
 */
public record Verb(String name, String purpose, Function<Arguments, Command> maker) {
    /**
     * A verb by which a program starts itself again for a part of its work. Works like any other,
     * and neither help nor suggestions know it.
     */
    public static Verb hidden(String name, Function<Arguments, Command> maker) {
        return new Verb(name, "", maker);
    }

    boolean isHidden() {
        return purpose.isEmpty();
    }
}
