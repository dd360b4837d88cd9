package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes completions for zsh, with one call of {@code _arguments} for each verb. */
final class ZshCompletionWriter extends CompletionWriter {
    private static final String VERSION = "'(- *)'{-V,--version}'[show the version and exit]'";
    private static final String HELP = "'(- *)'{-h,--help}'[show help and exit]'";

    ZshCompletionWriter(Program program) {
        super(program, "zsh");
    }

    @Override
    Map<String, String> texts() {
        StringBuilder calls = new StringBuilder();
        String first = HELP + " " + VERSION;
        for (VerbDeclaration verb : verbs) {
            String specs = specs(verb);
            if (verb.name().isEmpty()) {
                first = VERSION + specs;
            }
            calls.append("    ").append(quoted(verb.name())).append(")\n");
            calls.append("        _arguments -s -S").append(specs).append("\n        ;;\n");
        }
        StringJoiner commands = new StringJoiner("|").setEmptyValue("''");
        takingCommands().forEach(verb -> commands.add(quoted(verb.name())));
        StringBuilder described = new StringBuilder();
        firstWords().forEach((word, purpose) -> describe(described, "        ", word, purpose));
        return Map.of(
                "VERBS", described.toString(),
                "PROGRAM_OPTIONS", first,
                "GROUPS", groupCases(),
                "COMMANDS", commands.toString(),
                "CALLS", calls.toString());
    }

    private static void describe(
            StringBuilder lines, String indentation, String word, String purpose) {
        lines.append(indentation).append(quoted(word + ":" + purpose)).append('\n');
    }

    private String groupCases() {
        StringBuilder cases = new StringBuilder();
        for (var group : groups().entrySet()) {
            StringBuilder described = new StringBuilder();
            for (VerbDeclaration verb : group.getValue()) {
                describe(described, "                ", verb.second(), verb.purpose());
            }
            cases.append(
                    """
                        %s)
                            if ((CURRENT == 2)); then
                                verbs=(
                    %s            )
                                _describe -t verbs verb verbs
                                return
                            fi
                            verb+=" $words[2]"
                            words=("${(@)words[2,-1]}")
                            ((CURRENT -= 1))
                            ;;
                    """
                            .formatted(group.getKey(), described));
        }
        return cases.toString();
    }

    private String specs(VerbDeclaration verb) {
        StringBuilder specs = new StringBuilder();
        for (Argument<?> option : verb.options()) {
            specs.append(" \\\n            ").append(option(verb, option));
        }
        for (Argument<?> operand : verb.operands()) {
            String value = noun(operand) + ":" + action(operand);
            String spec =
                    operand.completesFirstOnly()
                            ? quoted(":" + value) + " " + quoted("*:" + noun(operand) + ":")
                            : quoted((operand.many() ? "*:" : ":") + value);
            specs.append(" \\\n            ").append(spec);
        }
        return specs.toString();
    }

    private String option(VerbDeclaration verb, Argument<?> option) {
        if (option.names().contains("--help")) {
            return HELP;
        }
        List<String> excluded = new ArrayList<>(option.many() ? List.of() : option.names());
        verb.arguments().excludedBy(option).forEach(other -> excluded.addAll(other.names()));
        String before = excluded.isEmpty() ? "" : "(" + String.join(" ", excluded) + ")";
        String after = "[" + option.help().replace('[', '(').replace(']', ')') + "]";
        boolean flag = isFlag(option);
        if (!flag) {
            after += ":" + noun(option) + ":" + action(option);
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

    /** Returns the action with which the zsh function {@code _arguments} completes a value. */
    private String action(Argument<?> arg) {
        return switch (arg.completion()) {
            case NONE -> arg.examples().isEmpty() ? "" : "(" + words(arg) + ")";
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            case COMMAND -> "_command_names -e";
            case BUFFER, MAILBOX, SEGMENT, TASK, DAEMON ->
                    function + "_objects " + kindOf(arg.completion());
            case PORT, PORT_SET, PORT_OR_SET -> function + "_ports " + portKindOf(arg.completion());
            case MAILBOX_OR_PORT -> function + "_mailboxes";
        };
    }
}
