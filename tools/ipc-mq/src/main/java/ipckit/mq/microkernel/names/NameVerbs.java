package ipckit.mq.microkernel.names;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs of the name server. */
public final class NameVerbs {
    private NameVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup("name", "The name server of a kernel", NameVerbs::verbs);
    }

    private static List<Verb> verbs() {
        return List.of(
                new Verb("name look-up", "Get a send right to a service", LookUpCommand::new),
                new Verb("name register", "Make a port known by a name", RegisterCommand::new),
                new Verb("name ls", "List the known names", ListNamesCommand::new));
    }
}
