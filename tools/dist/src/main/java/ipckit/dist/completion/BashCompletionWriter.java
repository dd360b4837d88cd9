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

/**
 * Writes completion scripts for bash 4 and later. A script looks up the options and operands of a
 * verb in {@code case} statements.
 */
final class BashCompletionWriter extends CompletionWriter {
    private static final int WIDTH = 110;

    BashCompletionWriter(Program program) {
        super(program, "bash");
    }

    @Override
    Map<String, String> texts() {
        return Map.of(
                "VERBS", String.join(" ", firstWords().keySet()),
                "PROGRAM_OPTIONS", programOptions(),
                "GROUPS", groupCases(),
                "COMMANDS",
                        patterns(takingCommands().stream().map(verb -> verb.word("'")).toList()),
                "OPTIONS", options(),
                "VALUES", values(),
                "OPERANDS", operands());
    }

    private String programOptions() {
        Set<String> names = new LinkedHashSet<>();
        for (VerbDeclaration verb : verbs) {
            if (verb.name().isEmpty()) {
                verb.options().forEach(option -> names.addAll(option.names()));
            }
        }
        names.addAll(OF_THE_PROGRAM);
        return String.join(" ", names);
    }

    private String groupCases() {
        StringBuilder cases = new StringBuilder();
        for (var group : groups().entrySet()) {
            String second =
                    String.join(
                            " ", group.getValue().stream().map(VerbDeclaration::second).toList());
            cases.append(
                    """
                        %s)
                            if ((COMP_CWORD == 2)); then
                                %s_words "$cur" '%s'
                                return
                            fi
                            verb+=" ${COMP_WORDS[2]}"
                            first=3
                            ;;
                    """
                            .formatted(group.getKey(), function, second));
        }
        return cases.toString();
    }

    private String options() {
        Map<String, List<String>> verbsByOptions = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            StringJoiner names = new StringJoiner(" ");
            verb.options().forEach(option -> option.names().forEach(names::add));
            verbsByOptions
                    .computeIfAbsent(names.toString(), _ -> new ArrayList<>())
                    .add(verb.word("'"));
        }
        return cases(verbsByOptions);
    }

    private String values() {
        Map<String, List<String>> patternsByOffer = new LinkedHashMap<>();
        for (var entry : valuePatterns(BashCompletionWriter::offer).entrySet()) {
            patternsByOffer.put(
                    entry.getKey(),
                    entry.getValue().stream().map(BashCompletionWriter::quotedPattern).toList());
        }
        return cases(patternsByOffer);
    }

    private static String quotedPattern(String pattern) {
        return pattern.startsWith("*") ? "*'" + pattern.substring(1) + "'" : "'" + pattern + "'";
    }

    private String operands() {
        Map<String, List<String>> single = new LinkedHashMap<>();
        Map<String, List<String>> rest = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            int index = 0;
            for (Argument<?> operand : verb.operands()) {
                String offer = offer(operand);
                boolean list = isCompletedList(operand);
                if (!offer.equals("none") || listFollows(verb)) {
                    String pattern = "'" + verb.name() + " " + (list ? "'*" : index + "'");
                    (list ? rest : single)
                            .computeIfAbsent(offer, _ -> new ArrayList<>())
                            .add(pattern);
                }
                index++;
            }
        }
        return cases(single) + cases(rest);
    }

    /**
     * Returns whether the last operand of a verb is a list that the shell completes. In the script,
     * the pattern of such a list also matches the operands before the list. A {@code case}
     * statement uses the first pattern that matches. Therefore each operand before the list needs
     * its own pattern, which precedes the pattern of the list. Even an operand for which the shell
     * offers nothing needs its own pattern.
     */
    private static boolean listFollows(VerbDeclaration verb) {
        Argument<?> last = verb.operands().getLast();
        return isCompletedList(last) && !offer(last).equals("none");
    }

    /**
     * Returns the arguments that tell the script's completion function what to offer for {@code
     * arg}, for example {@code files -d} for a directory.
     */
    private static String offer(Argument<?> arg) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? "none" : "words " + words(arg);
            case FILE -> "files -f";
            case DIRECTORY -> "files -d";
            case COMMAND -> "files -c";
            case BUFFER, MAILBOX, SEGMENT, TASK, DAEMON -> "objects " + kindOf(arg.completion());
            case PORT, PORT_SET, PORT_OR_SET -> "ports " + portKindOf(arg.completion());
            case MAILBOX_OR_PORT -> "mailboxes";
        };
    }

    private static String cases(Map<String, List<String>> patternsByText) {
        StringBuilder cases = new StringBuilder();
        patternsByText.forEach(
                (text, patterns) -> {
                    List<String> command = List.of(("echo '" + text + "'").split(" "));
                    cases.append("    ").append(patterns(patterns)).append(")\n        ");
                    cases.append(wrapped(command, " ", "\n            ", 8))
                            .append("\n        ;;\n");
                });
        return cases.toString();
    }

    private static String patterns(List<String> patterns) {
        return patterns.isEmpty() ? "''" : wrapped(patterns, " | ", " | \\\n        ", 4);
    }

    /**
     * Joins words, and breaks the text into lines of at most about 110 characters.
     *
     * @param separator the text between two words of a line
     * @param lineBreak the text between two lines, with the indentation of the second line
     * @param indentation the width of the indentation in {@code lineBreak}, in characters
     */
    private static String wrapped(
            List<String> words, String separator, String lineBreak, int indentation) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : words) {
            if (!text.isEmpty()) {
                column += separator.length();
                boolean isFull = column + word.length() > WIDTH;
                text.append(isFull ? lineBreak : separator);
                column = isFull ? indentation : column;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }
}
