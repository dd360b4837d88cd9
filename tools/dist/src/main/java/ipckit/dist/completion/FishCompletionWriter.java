package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes completions for fish, with one call of {@code complete} for each offer. */
final class FishCompletionWriter extends CompletionWriter {
    @Override
    String resource() {
        return "completion.fish";
    }

    @Override
    Map<String, String> texts(Program program, List<VerbDeclaration> verbs) {
        StringBuilder calls = new StringBuilder();
        verbCalls(program, verbs, calls);
        optionCalls(program, verbs, calls);
        operandCalls(program, verbs, calls);
        return Map.of(
                "GROUPS", groupTests(verbs),
                "COMMANDS", names(takingCommands(verbs)),
                "VALUES", valueCases(verbs),
                "CALLS", calls.toString());
    }

    private static String groupTests(List<VerbDeclaration> verbs) {
        StringBuilder tests = new StringBuilder();
        for (String first : groups(verbs).keySet()) {
            tests.append("    test $verb = ").append(first);
            tests.append("; and set -q words[3]; and set verb \"").append(first);
            tests.append(" $words[3]\"\n");
        }
        return tests.toString();
    }

    /**
     * Returns patterns for the options that have a value: {@code 'VERB OPTION'}, or a pattern that
     * matches any verb.
     */
    private static String valueCases(List<VerbDeclaration> verbs) {
        Map<String, Set<Boolean>> kinds = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                for (String name : option.names()) {
                    kinds.computeIfAbsent(name, _ -> new LinkedHashSet<>())
                            .add(option.place() == Argument.Place.FLAG);
                }
            }
        }
        Set<String> patterns = new LinkedHashSet<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                if (option.place() == Argument.Place.FLAG) {
                    continue;
                }
                for (String name : option.names()) {
                    boolean same = kinds.get(name).size() == 1;
                    patterns.add(fishQuoted((same ? "*" : verb.name()) + " " + name));
                }
            }
        }
        StringBuilder cases = new StringBuilder();
        for (String pattern : patterns) {
            cases.append(" \\\n                    ").append(pattern);
        }
        return cases.toString();
    }

    private static void verbCalls(
            Program program, List<VerbDeclaration> verbs, StringBuilder calls) {
        String prefix = "_" + function(program);
        for (String word : firstWords(verbs)) {
            List<String> purposes = new ArrayList<>();
            for (VerbDeclaration verb : verbs) {
                if (verb.first().equals(word)) {
                    purposes.add(verb.second().isEmpty() ? verb.purpose() : verb.second());
                }
            }
            call(program, prefix + "_no_verb", calls)
                    .append(" -a ")
                    .append(word)
                    .append(" -d ")
                    .append(fishQuoted(String.join(", ", purposes)))
                    .append('\n');
        }
        for (VerbDeclaration verb : verbs) {
            if (!verb.second().isEmpty()) {
                call(program, prefix + "_verb_is " + verb.first(), calls)
                        .append(" -a ")
                        .append(verb.second())
                        .append(" -d ")
                        .append(fishQuoted(verb.purpose()))
                        .append('\n');
            }
        }
        call(program, prefix + "_no_verb", calls).append(" -s h -l help -d 'show help and exit'\n");
        call(program, prefix + "_no_verb", calls)
                .append(" -s V -l version -d 'show the version and exit'\n");
    }

    /**
     * Appends a call for each option; verbs whose declarations of an option are equal share a call.
     */
    private static void optionCalls(
            Program program, List<VerbDeclaration> verbs, StringBuilder calls) {
        Map<String, List<VerbDeclaration>> verbsByOption = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                verbsByOption
                        .computeIfAbsent(option(program, option), _ -> new ArrayList<>())
                        .add(verb);
            }
        }
        String prefix = "_" + function(program);
        verbsByOption.forEach(
                (option, having) -> {
                    String condition = prefix + "_verb_is " + names(having);
                    boolean first = having.stream().anyMatch(verb -> verb.name().isEmpty());
                    call(program, first ? prefix + "_no_verb; or " + condition : condition, calls)
                            .append(option)
                            .append('\n');
                });
    }

    private static String option(Program program, Argument<?> option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replace("-", ""));
            if (name.startsWith("--")) {
                text.setLength(text.length() - name.replace("-", "").length());
                text.append(name.substring(2));
            }
        }
        if (option.place() == Argument.Place.OPTION) {
            text.append(value(program, option, " -x", " -r -F"));
        }
        return text.append(" -d ").append(fishQuoted(option.help())).toString();
    }

    private static void operandCalls(
            Program program, List<VerbDeclaration> verbs, StringBuilder calls) {
        Map<String, List<VerbDeclaration>> verbsByCall = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            int index = 0;
            for (Argument<?> operand : verb.operands()) {
                String value = value(program, operand, "", " -F");
                if (!value.isEmpty()) {
                    boolean list = operand.many() && !operand.completesFirstOnly();
                    String test = "_operand " + (list ? "-ge " : "-eq ") + index + "\0" + value;
                    String described =
                            value.equals(" -F") ? test : test + " -d " + fishQuoted(noun(operand));
                    verbsByCall.computeIfAbsent(described, _ -> new ArrayList<>()).add(verb);
                }
                index++;
            }
        }
        verbsByCall.forEach(
                (key, having) -> {
                    String[] parts = key.split("\0");
                    call(program, "_" + function(program) + parts[0] + " " + names(having), calls)
                            .append(parts[1])
                            .append('\n');
                });
    }

    private static String value(Program program, Argument<?> arg, String words, String files) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? words : words + " -a " + fishQuoted(words(arg));
            case FILE -> files;
            case DIRECTORY -> words + " -a '(__fish_complete_directories)'";
            case COMMAND -> words + " -a '(__fish_complete_command)'";
            case BUFFER, MAILBOX, SEGMENT, TASK ->
                    words
                            + " -a '(_"
                            + function(program)
                            + "_objects "
                            + directory(arg.completion())
                            + ")'";
        };
    }

    private static StringBuilder call(Program program, String condition, StringBuilder calls) {
        return calls.append("complete -c ")
                .append(program.name())
                .append(" -n ")
                .append(fishQuoted(condition));
    }

    private static String names(List<VerbDeclaration> verbs) {
        List<String> names = new ArrayList<>();
        for (VerbDeclaration verb : verbs) {
            names.add(
                    verb.name().isEmpty() || verb.name().contains(" ")
                            ? "\"" + verb.name() + "\""
                            : verb.name());
        }
        return String.join(" ", names);
    }

    private static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
