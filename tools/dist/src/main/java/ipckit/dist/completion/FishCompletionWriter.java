package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes completions for fish: calls of {@code complete}, each of which offers a verb, an option or
 * an operand.
 */
final class FishCompletionWriter extends CompletionWriter {
    private final StringBuilder calls = new StringBuilder();

    FishCompletionWriter(Program program) {
        super(program, "fish");
    }

    @Override
    Map<String, String> texts() {
        verbCalls();
        optionCalls();
        operandCalls();
        return Map.of(
                "GROUPS", groupTests(),
                "COMMANDS", names(takingCommands()),
                "VALUES", valueCases(),
                "CALLS", calls.toString());
    }

    private String groupTests() {
        StringBuilder tests = new StringBuilder();
        for (String first : groups().keySet()) {
            tests.append("    test $verb = ").append(first);
            tests.append("; and set -q words[3]; and set verb \"").append(first);
            tests.append(" $words[3]\"\n");
        }
        return tests.toString();
    }

    private String valueCases() {
        StringBuilder cases = new StringBuilder();
        for (Set<String> patterns : valuePatterns(_ -> "value").values()) {
            for (String pattern : patterns) {
                cases.append(" \\\n                    ").append(fishQuoted(pattern));
            }
        }
        return cases.toString();
    }

    private void verbCalls() {
        firstWords().forEach((word, purpose) -> call("_no_verb", described(word, purpose)));
        for (VerbDeclaration verb : verbs) {
            if (!verb.second().isEmpty()) {
                call("_verb_is " + verb.first(), described(verb.second(), verb.purpose()));
            }
        }
        call("_no_verb", " -s h -l help -d 'show help and exit'");
        call("_no_verb", " -s V -l version -d 'show the version and exit'");
    }

    private static String described(String word, String purpose) {
        return " -a " + word + " -d " + fishQuoted(purpose);
    }

    /**
     * Appends the calls of {@code complete} for the options. Verbs that declare an option in the
     * same way share one call.
     */
    private void optionCalls() {
        Map<String, List<VerbDeclaration>> verbsByOption = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                verbsByOption.computeIfAbsent(option(option), _ -> new ArrayList<>()).add(verb);
            }
        }
        verbsByOption.forEach(
                (option, having) -> {
                    boolean first = having.stream().anyMatch(verb -> verb.name().isEmpty());
                    String condition = "_verb_is " + names(having);
                    call(first ? "_no_verb; or _" + function + condition : condition, option);
                });
    }

    private String option(Argument<?> option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            boolean isLong = name.startsWith("--");
            text.append(isLong ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.place() == Argument.Place.OPTION) {
            text.append(value(option, " -x", " -r -F"));
        }
        return text.append(" -d ").append(fishQuoted(option.help())).toString();
    }

    private void operandCalls() {
        Map<List<String>, List<VerbDeclaration>> verbsByCall = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            int index = 0;
            for (Argument<?> operand : verb.operands()) {
                String value = value(operand, "", " -F");
                if (!value.isEmpty()) {
                    String test =
                            "_operand " + (isCompletedList(operand) ? "-ge " : "-eq ") + index;
                    String call =
                            value.equals(" -F")
                                    ? value
                                    : value + " -d " + fishQuoted(noun(operand));
                    verbsByCall
                            .computeIfAbsent(List.of(test, call), _ -> new ArrayList<>())
                            .add(verb);
                }
                index++;
            }
        }
        verbsByCall.forEach(
                (key, having) -> call(key.getFirst() + " " + names(having), key.getLast()));
    }

    private String value(Argument<?> arg, String words, String files) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? words : words + " -a " + fishQuoted(words(arg));
            case FILE -> files;
            case DIRECTORY -> words + " -a '(__fish_complete_directories)'";
            case COMMAND -> words + " -a '(__fish_complete_command)'";
            case BUFFER, MAILBOX, SEGMENT, TASK, DAEMON ->
                    words + called("_objects " + kindOf(arg.completion()));
            case PORT, PORT_SET, PORT_OR_SET ->
                    words + called("_ports " + portKindOf(arg.completion()));
            case MAILBOX_OR_PORT -> words + called("_mailboxes");
        };
    }

    /**
     * Returns an option for fish's command {@code complete}. With this option, fish offers the
     * lines that a function of the script prints.
     *
     * @param call the name of the function without its prefix, and the arguments of the function
     */
    private String called(String call) {
        return " -a '(_" + function + call + ")'";
    }

    /**
     * Appends one call of {@code complete}. fish offers the completion only if the commands in
     * {@code condition} succeed.
     *
     * @param condition commands of fish; the first command is a function of the completion script,
     *     without the prefix that the names of the script's functions have
     * @param rest the options of {@code complete} that say what is offered
     */
    private void call(String condition, String rest) {
        String quoted = fishQuoted("_" + function + condition);
        calls.append("complete -c " + program + " -n " + quoted + rest + "\n");
    }

    private static String names(List<VerbDeclaration> verbs) {
        return String.join(" ", verbs.stream().map(verb -> verb.word("\"")).toList());
    }

    private static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
