package ipckit.common.cli.runner;

import ipckit.common.cli.argument.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A program as its user knows it.
 *
 * @param name what is typed, and what stands before each message
 * @param version without a leading {@code v}
 * @param purpose one line, without a final full stop
 * @param verbs in the order in which help shows them
 */
public record Program(String name, String version, String purpose, List<Verb> verbs) {
    public Program {
        verbs = List.copyOf(verbs);
    }

    /** One that does one thing, and has no verbs. */
    public static Program ofOne(
            String name, String version, String purpose, Function<Arguments, Command> maker) {
        return new Program(name, version, purpose, List.of(new Verb("", purpose, maker)));
    }

    /** Whether it does one thing, and has no verbs. */
    boolean isOfOne() {
        return verbs.getFirst().words() == 0;
    }

    /** What its user types for a verb of it. */
    String called(Verb verb) {
        return verb.words() == 0 ? name : name + " " + verb.name();
    }

    /** The verbs that users know. */
    List<Verb> shownVerbs() {
        List<Verb> shown = new ArrayList<>();
        for (Verb verb : verbs) {
            if (verb.shown()) {
                shown.add(verb);
            }
        }
        return shown;
    }
}
