package ipckit.common.cli.runner;

import java.util.List;

/**
 * Verbs of two words that have the same first word, such as {@code daemon ls} and {@code daemon
 * stop}. The help page of the program shows only one line for the group. The group has a help page
 * of its own, which {@code ipc-mq daemon --help} shows. This page lists the verbs of the group.
 *
 * <p>A group also has an option, such as {@code --daemon}, which verbs outside the group accept.
 * The help page of the group describes this option, and further options of these verbs that their
 * own help pages leave out.
 *
 * @param name the first word of the verbs
 * @param purpose what the verbs do, in one line without a final full stop
 * @param verbs the verbs of the group in the order in which help shows them
 * @param option the option of the group, for example {@code --daemon}
 */
public record VerbGroup(String name, String purpose, List<Verb> verbs, String option) {}
