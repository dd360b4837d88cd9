package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Writes completions for bash 4 and later: tables in the form of {@code case} statements. */
final class BashCompletionWriter extends CompletionWriter {
    private static final int WIDTH = 110;

    @Override
    String resource() {
        return "completion.bash";
    }

    @Override
    Map<String, String> texts(Program program, List<VerbDeclaration> verbs) {
        return Map.of(
                "VERBS", String.join(" ", firstWords(verbs)),
                "PROGRAM_OPTIONS", programOptions(verbs),
                "GROUPS", groupCases(program, verbs),
                "COMMANDS", patterns(takingCommands(verbs).stream().map(this::pattern).toList()),
                "OPTIONS", options(verbs),
                "VALUES", values(verbs),
                "OPERANDS", operands(verbs));
    }

    private static String programOptions(List<VerbDeclaration> verbs) {
        Set<String> names = new LinkedHashSet<>();
        for (VerbDeclaration verb : verbs) {
            if (verb.name().isEmpty()) {
                verb.options().forEach(option -> names.addAll(option.names()));
            }
        }
        names.addAll(OF_THE_PROGRAM);
        return String.join(" ", names);
    }

    private String groupCases(Program program, List<VerbDeclaration> verbs) {
        StringBuilder cases = new StringBuilder();
        groups(verbs)
                .forEach(
                        (first, group) -> {
                            StringJoiner second = new StringJoiner(" ");
                            group.forEach(verb -> second.add(verb.second()));
                            cases.append("    ").append(first).append(")\n");
                            cases.append("        if ((COMP_CWORD == 2)); then\n");
                            cases.append("            ").append(function(program));
                            cases.append("_words '").append(second).append("' \"$cur\"\n");
                            cases.append("            return\n        fi\n");
                            cases.append("        verb+=\" ${COMP_WORDS[2]}\"\n");
                            cases.append("        first=3\n        ;;\n");
                        });
        return cases.toString();
    }

    private String options(List<VerbDeclaration> verbs) {
        Map<String, List<String>> verbsByOptions = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            StringJoiner names = new StringJoiner(" ");
            verb.options().forEach(option -> option.names().forEach(names::add));
            verbsByOptions
                    .computeIfAbsent(names.toString(), _ -> new ArrayList<>())
                    .add(pattern(verb));
        }
        return cases(verbsByOptions);
    }

    private static String values(List<VerbDeclaration> verbs) {
        Map<String, Set<String>> offersByOption = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                for (String name : option.names()) {
                    offersByOption
                            .computeIfAbsent(name, _ -> new LinkedHashSet<>())
                            .add(option.place() == Argument.Place.FLAG ? "" : offer(option));
                }
            }
        }
        Map<String, List<String>> patternsByOffer = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                if (option.place() == Argument.Place.FLAG) {
                    continue;
                }
                for (String name : option.names()) {
                    boolean same = offersByOption.get(name).size() == 1;
                    String pattern =
                            same ? "*' " + name + "'" : "'" + verb.name() + " " + name + "'";
                    List<String> patterns =
                            patternsByOffer.computeIfAbsent(offer(option), _ -> new ArrayList<>());
                    if (!patterns.contains(pattern)) {
                        patterns.add(pattern);
                    }
                }
            }
        }
        return cases(patternsByOffer);
    }

    private String operands(List<VerbDeclaration> verbs) {
        Map<String, List<String>> single = new LinkedHashMap<>();
        Map<String, List<String>> rest = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            int index = 0;
            for (Argument<?> operand : verb.operands()) {
                String offer = offer(operand);
                if (!offer.equals("none")) {
                    boolean list = operand.many() && !operand.completesFirstOnly();
                    String pattern =
                            list
                                    ? "'" + verb.name() + " '*"
                                    : "'" + verb.name() + " " + index + "'";
                    (list ? rest : single)
                            .computeIfAbsent(offer, _ -> new ArrayList<>())
                            .add(pattern);
                } else if (listFollows(verb)) {
                    single.computeIfAbsent("none", _ -> new ArrayList<>())
                            .add("'" + verb.name() + " " + index + "'");
                }
                index++;
            }
        }
        return cases(single) + cases(rest);
    }

    /**
     * Returns whether the pattern for the last operand, which is a list, would also match the
     * operands before it.
     */
    private static boolean listFollows(VerbDeclaration verb) {
        Argument<?> last = verb.operands().getLast();
        return last.many() && !last.completesFirstOnly() && !offer(last).equals("none");
    }

    /** Returns the arguments of the script's function {@code …_offer}. */
    private static String offer(Argument<?> arg) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? "none" : "words " + words(arg);
            case FILE -> "files -f";
            case DIRECTORY -> "files -d";
            case COMMAND -> "files -c";
            case BUFFER, MAILBOX, SEGMENT, TASK -> "objects " + directory(arg.completion());
        };
    }

    private String pattern(VerbDeclaration verb) {
        return verb.name().isEmpty() || verb.name().contains(" ")
                ? "'" + verb.name() + "'"
                : verb.name();
    }

    private static String cases(Map<String, List<String>> patternsByText) {
        StringBuilder cases = new StringBuilder();
        patternsByText.forEach(
                (text, patterns) -> {
                    cases.append("    ").append(patterns(patterns)).append(")\n");
                    cases.append(wrapped("        echo '" + text + "'"));
                    cases.append("        ;;\n");
                });
        return cases.toString();
    }

    /** Returns the patterns of one case, on several lines if one line is too short for them. */
    private static String patterns(List<String> patterns) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String pattern : patterns) {
            if (!text.isEmpty()) {
                text.append(" | ");
                column += 3;
                if (column + pattern.length() > WIDTH) {
                    text.append("\\\n        ");
                    column = 4;
                }
            }
            text.append(pattern);
            column += pattern.length();
        }
        return text.isEmpty() ? "''" : text.toString();
    }

    /** Returns a command whose last word is quoted, with line breaks inside the quotes. */
    private static String wrapped(String command) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : command.strip().split(" ")) {
            if (column + word.length() > WIDTH) {
                text.append("\n           ");
                column = 8;
            }
            text.append(column == 0 ? "        " : " ").append(word);
            column += word.length() + 1;
        }
        return text.append('\n').toString();
    }
}
