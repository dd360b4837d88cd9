package ipckit.common.cli.runner;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verbs of two words that have the same first word, such as {@code daemon ls} and {@code daemon
 * stop}. The help page of the program shows only one line for the group. The group has a help page
 * of its own, which {@code ipc-mq daemon --help} shows. This page lists the verbs of the group.
 *
 * <p>A group may also have an option, for example {@code --daemon}. Verbs outside the group accept
 * this option and related options, such as {@code --log}. The help pages of these verbs describe
 * the option, but not the related options. The help page of the group describes all of these
 * options.
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
    /** Declares a group that has no option for verbs outside the group. */
    public VerbGroup(String name, String purpose, Supplier<List<Verb>> declaration) {
        this(name, purpose, declaration, Optional.empty());
    }

    /** Declares and returns the verbs of the group, in the order in which help shows them. */
    List<Verb> verbs() {
        return declaration.get();
    }
}
