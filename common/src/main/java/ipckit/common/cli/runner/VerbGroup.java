package ipckit.common.cli.runner;

import java.util.List;

/**
 * Verbs of two words that have the same first word and a help page of their own, such as {@code
 * daemon ls} and {@code daemon stop}. The help page of the program shows only one line for the
 * group. The page of the group, for example of {@code ipc-mq daemon --help}, lists the verbs of the
 * group. The page also describes the group's option, such as {@code --daemon}, which other verbs
 * have, and further options of these verbs, which their own help pages leave out.
 *
 * @param name the first word of the verbs
 * @param purpose what the verbs do, in one line without a final full stop
 * @param verbs the verbs of the group in the order in which help shows them
 * @param option the option of other verbs that belongs to the subject of the group, for example
 *     {@code --daemon}
 */
public record VerbGroup(String name, String purpose, List<Verb> verbs, String option) {}
