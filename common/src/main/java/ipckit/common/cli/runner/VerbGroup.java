package ipckit.common.cli.runner;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verbs of two words that have the same first word, such as {@code daemon ls} and {@code daemon
 * stop}. The help page of the program shows only one line for the group. The group has a help page
 * of its own, which {@code ipc-mq daemon --help} shows. This page lists the verbs of the group.
 *
 * <p>A group may also have an option that verbs outside the group accept, for example {@code
 * --daemon}. These verbs then also accept options about the same subject, for example {@code --log}
 * for the log of the daemon. The help pages of these verbs describe {@code --daemon}, but not
 * {@code --log}. The help page of the group describes all of these options.
 *
 * <p>The verbs of a group are declared only when they are needed. Therefore other verbs start
 * faster.
 *
 * @param name the first word of the verbs
 * @param purpose what the verbs do, in one line without a final full stop
 * @param declaration declares the verbs of the group in the order in which help shows them
 * @param option the option of the group, for example {@code --daemon}; empty if it has none
 */
public record VerbGroup(
        String name, String purpose, Supplier<List<Verb>> declaration, Optional<String> option) {
    /** Declares a group without an option, that is, with an empty {@code option}. */
    public VerbGroup(String name, String purpose, Supplier<List<Verb>> declaration) {
        this(name, purpose, declaration, Optional.empty());
    }

    /** Declares and returns the verbs of the group, in the order in which help shows them. */
    List<Verb> verbs() {
        return declaration.get();
    }
}
