package ipckit.common.cli;

import java.util.ArrayList;
import java.util.List;

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
