package ipckit.common.cli.runner;

import ipckit.common.cli.argument.Arguments;

import java.util.List;
import java.util.function.Consumer;

/**
 * Verbs of two words that have the same first word and a help page of their own, such as {@code
 * daemon ls} and {@code daemon stop}. The help page of the program shows only one line for the
 * group. The page of the group, for example of {@code ipc-mq daemon --help}, lists the verbs of the
 * group. It also describes options of other verbs that belong to the same subject.
 *
 * @param name the first word of the verbs
 * @param purpose what the verbs do, in one line without a final full stop
 * @param verbs the verbs of the group in the order in which help shows them
 * @param option the option by which another verb of the program uses what the group manages, for
 *     example {@code --daemon}
 * @param options declares this option, and the options that may only be given together with it
 */
public record VerbGroup(
        String name,
        String purpose,
        List<Verb> verbs,
        String option,
        Consumer<Arguments> options) {}
