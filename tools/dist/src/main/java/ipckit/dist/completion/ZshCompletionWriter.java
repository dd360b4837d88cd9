package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes completions for zsh, with one call of {@code _arguments} for each verb. */
final class ZshCompletionWriter extends CompletionWriter {
    private static final String VERSION = "'(- *)'{-V,--version}'[show the version and exit]'";
    private static final String HELP = "'(- *)'{-h,--help}'[show help and exit]'";

    @Override
    String resource() {
        return "completion.zsh";
    }

    @Override
    Map<String, String> texts(Program program, List<VerbDeclaration> verbs) {
        StringBuilder calls = new StringBuilder();
        String first = HELP + " " + VERSION;
        for (VerbDeclaration verb : verbs) {
            String specs = specs(program, verb);
            if (verb.name().isEmpty()) {
                first = VERSION + specs;
            }
            calls.append("    ").append(quoted(verb.name())).append(")\n");
            calls.append("        _arguments -s -S").append(specs).append("\n        ;;\n");
        }
        StringBuilder commands = new StringBuilder();
        for (VerbDeclaration verb : takingCommands(verbs)) {
            commands.append(commands.isEmpty() ? "" : "|").append(quoted(verb.name()));
        }
        return Map.of(
                "VERBS",
                described(firstWords(verbs), verbs),
                "PROGRAM_OPTIONS",
                first,
                "GROUPS",
                groupCases(verbs),
                "COMMANDS",
                commands.isEmpty() ? "''" : commands.toString(),
                "CALLS",
                calls.toString());
    }

    private static String described(List<String> words, List<VerbDeclaration> verbs) {
        StringBuilder lines = new StringBuilder();
        for (String word : words) {
            lines.append("        ").append(quoted(word + ":" + purpose(word, verbs))).append('\n');
        }
        return lines.toString();
    }

    private static String purpose(String word, List<VerbDeclaration> verbs) {
        List<String> purposes = new ArrayList<>();
        for (VerbDeclaration verb : verbs) {
            if (verb.first().equals(word)) {
                purposes.add(verb.second().isEmpty() ? verb.purpose() : verb.second());
            }
        }
        return String.join(", ", purposes);
    }

    private static String groupCases(List<VerbDeclaration> verbs) {
        StringBuilder cases = new StringBuilder();
        groups(verbs)
                .forEach(
                        (first, group) -> {
                            cases.append("    ").append(first).append(")\n");
                            cases.append("        if ((CURRENT == 2)); then\n");
                            cases.append("            verbs=(\n");
                            for (VerbDeclaration verb : group) {
                                cases.append("                ");
                                cases.append(quoted(verb.second() + ":" + verb.purpose()));
                                cases.append('\n');
                            }
                            cases.append("            )\n");
                            cases.append("            _describe -t verbs verb verbs\n");
                            cases.append("            return\n        fi\n");
                            cases.append("        verb+=\" $words[2]\"\n");
                            cases.append("        words=(\"${(@)words[2,-1]}\")\n");
                            cases.append("        ((CURRENT -= 1))\n        ;;\n");
                        });
        return cases.toString();
    }

    private static String specs(Program program, VerbDeclaration verb) {
        StringBuilder specs = new StringBuilder();
        for (Argument<?> option : verb.options()) {
            specs.append(" \\\n            ").append(option(program, verb, option));
        }
        for (Argument<?> operand : verb.operands()) {
            String value = noun(operand) + ":" + action(program, operand);
            String spec;
            if (operand.completesFirstOnly()) {
                spec = quoted(":" + value) + " " + quoted("*:" + noun(operand) + ":");
            } else {
                spec = quoted((operand.many() ? "*:" : ":") + value);
            }
            specs.append(" \\\n            ").append(spec);
        }
        return specs.toString();
    }

    private static String option(Program program, VerbDeclaration verb, Argument<?> option) {
        if (option.names().contains("--help")) {
            return HELP;
        }
        List<String> excluded = new ArrayList<>(option.many() ? List.of() : option.names());
        verb.arguments().excludedBy(option).forEach(other -> excluded.addAll(other.names()));
        String before = excluded.isEmpty() ? "" : "(" + String.join(" ", excluded) + ")";
        String after = "[" + option.help().replace('[', '(').replace(']', ')') + "]";
        boolean flag = option.place() == Argument.Place.FLAG;
        if (!flag) {
            after += ":" + noun(option) + ":" + action(program, option);
        }
        String star = option.many() ? "*" : "";
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add(flag ? name : name + (name.startsWith("--") ? "=" : "+"));
        }
        return names.size() == 1
                ? quoted(before + star + names.getFirst() + after)
                : quoted(before + star) + "{" + String.join(",", names) + "}" + quoted(after);
    }

    /** Returns the action by which {@code _arguments} completes a value. */
    private static String action(Program program, Argument<?> arg) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? "" : "(" + words(arg) + ")";
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            case COMMAND -> "_command_names -e";
            case BUFFER, MAILBOX, SEGMENT, TASK ->
                    function(program) + "_objects " + directory(arg.completion());
        };
    }
}
