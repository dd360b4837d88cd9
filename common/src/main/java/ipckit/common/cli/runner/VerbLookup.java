package ipckit.common.cli.runner;

import ipckit.common.IpcException;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the verb (the subcommand) that a command line begins with. If the first word is no verb,
 * the error message may propose a verb of this program. If other tools use the word for an action,
 * the message proposes the verb that this program has for the action, for example {@code ls} for
 * the word {@code list}. Any other word may be misspelt, so the message proposes the verb with the
 * most similar spelling. A verb that consumes or deletes something is never proposed for a misspelt
 * word, because users may run a proposal without reading it.
 */
final class VerbLookup {
    private static final String END_OF_OPTIONS = "--";
    private static final String RUN = "run";
    private static final String PIPE = "pipe";
    private static final String STAGE_SEPARATOR = ":::";

    private final Program program;

    VerbLookup(Program program) {
        this.program = program;
    }

    /**
     * Returns the verb that the words of a command line begin with. Some programs also have a
     * textbook form, which begins with an option instead of a verb, for example {@code ipc-chain -n
     * 4}. For such a command line, this method returns the textbook form.
     *
     * @throws IpcException of category USAGE when no verb matches, or when an option or {@code --}
     *     shows that the user forgot the verb
     */
    Verb find(List<String> words) {
        if (words.isEmpty()) {
            throw IpcException.usage(
                    program.textbook().isPresent()
                            ? "a verb is missing; only '" + program.name() + " -n N' has none"
                            : "a verb is missing");
        }
        String first = words.getFirst();
        VerbGroup group = program.group(first);
        for (Verb verb : group == null ? program.verbs() : group.verbs()) {
            if (verb.matches(words)) {
                return verb;
            }
        }
        if (!first.startsWith("-")) {
            throw unknownVerb(first);
        }
        if (program.textbook().isEmpty()) {
            throw verbAsOption(first);
        }
        int end = words.indexOf(END_OF_OPTIONS);
        for (String word : end < 0 ? words : words.subList(0, end)) {
            if (isVerb(withoutHyphens(word))) {
                throw verbAsOption(word);
            }
        }
        if (end >= 0 && isVerb(PIPE) && (end == 0 || words.contains(STAGE_SEPARATOR))) {
            throw IpcException.usage(
                    "a pipeline needs the verb 'pipe': '" + program.name() + " pipe -- A ::: B'");
        }
        if (end >= 0 && isVerb(RUN)) {
            throw IpcException.usage(
                    "a command needs the verb 'run': '" + program.name() + " run -n N -- CMD'");
        }
        return program.textbook().get();
    }

    private IpcException unknownVerb(String word) {
        List<String> second = new ArrayList<>();
        for (Verb verb : program.shownVerbs()) {
            if (verb.name().startsWith(word + " ")) {
                second.add(verb.name().substring(word.length() + 1));
            }
        }
        if (!second.isEmpty()) {
            return IpcException.usage(
                    "after '" + word + "' comes one of: " + String.join(", ", second));
        }
        String problem = "unknown verb '" + word + "'";
        List<String> synonyms = Synonyms.of(word);
        for (String meant : synonyms) {
            if (isVerb(meant)) {
                return IpcException.usage(problem + ": use '" + program.name() + " " + meant + "'");
            }
        }
        String similar = synonyms.isEmpty() ? mostSimilar(word) : null;
        if (similar != null) {
            problem += " (did you mean '" + similar + "'?)";
        }
        return IpcException.usage(
                program.textbook().isPresent() && isVerb(RUN)
                        ? problem + ": a command follows '" + program.name() + " run -n N --'"
                        : problem);
    }

    private IpcException verbAsOption(String option) {
        String problem = "unknown option '" + option + "'";
        String verb = withoutHyphens(option);
        return IpcException.usage(
                isVerb(verb) ? problem + ": use '" + program.name() + " " + verb + "'" : problem);
    }

    private boolean isVerb(String name) {
        for (Verb verb : program.shownVerbs()) {
            if (verb.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutHyphens(String word) {
        return word.startsWith("--") ? word.substring(2) : word;
    }

    /**
     * Returns the verb with the most similar spelling, or null if no spelling is similar. Verbs
     * that consume or delete something, and internal verbs, are not considered.
     */
    private String mostSimilar(String word) {
        List<String> candidates = new ArrayList<>();
        for (Verb verb : program.allVerbs()) {
            if (verb.kind() == Verb.Kind.ORDINARY) {
                candidates.add(verb.name());
            }
        }
        return SimilarSpelling.of(word, candidates);
    }
}
