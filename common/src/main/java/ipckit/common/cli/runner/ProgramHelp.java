package ipckit.common.cli.runner;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.output.TextOutput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The help page of a program, and the help pages of its groups of verbs (subcommands). */
final class ProgramHelp {
    private ProgramHelp() {}

    /** Prints the purpose of a program and its verbs, with one line for each group of verbs. */
    static void print(Program program, TextOutput out) {
        List<String[]> rows = new ArrayList<>();
        program.textbook()
                .ifPresent(form -> rows.add(new String[] {Program.TEXTBOOK, form.purpose()}));
        for (Verb verb : program.verbs()) {
            if (verb.shown()) {
                rows.add(new String[] {verb.name(), verb.purpose()});
            }
        }
        for (VerbGroup group : program.groups()) {
            rows.add(new String[] {group.name() + " VERB", group.purpose()});
        }
        out.println("Usage: " + program.name() + " VERB [OPTION]... [ARGUMENT]...");
        if (program.textbook().isPresent()) {
            out.println("       " + program.name() + " " + Program.TEXTBOOK + " [OPTION]...");
        }
        out.println(program.purpose() + ".").println("");
        out.println("Verbs:");
        print(rows, out);
        out.println("");
        out.println(
                "'" + program.name() + " VERB --help' tells more; --version shows the version.");
    }

    /**
     * Prints the help page of a group of verbs. The page first lists the verbs of the group. If the
     * group has an option, for example {@code --daemon}, the page then lists all verbs of the
     * program that accept this option. Finally, the page describes the option, and also the options
     * that the help pages of these verbs leave out.
     */
    static void print(VerbGroup group, Program program, TextOutput out) {
        String called = program.name() + " " + group.name();
        List<String> having = new ArrayList<>();
        Map<String, Argument<?>> options = new LinkedHashMap<>();
        String option = group.option().orElse("");
        if (!option.isEmpty()) {
            for (Verb verb : program.shownVerbs()) {
                if (addOptions(option, verb, options)) {
                    having.add(verb.name());
                }
            }
        }
        out.println("Usage: " + called + " VERB [OPTION]... [ARGUMENT]...");
        if (!having.isEmpty()) {
            String others = " VERB " + option + " NAME [OPTION]... [ARGUMENT]...";
            out.println("       " + program.name() + others);
        }
        out.println(group.purpose() + ".").println("");
        List<String[]> rows = new ArrayList<>();
        for (Verb verb : group.verbs()) {
            if (verb.shown()) {
                rows.add(new String[] {verb.name(), verb.purpose()});
            }
        }
        out.println("Verbs:");
        print(rows, out);
        out.println("");
        if (!having.isEmpty()) {
            String verbs = String.join(", ", having);
            out.println("Verbs that accept " + option + ": " + verbs + ".").println("");
            out.println("Options of these verbs:");
            out.print(Arguments.optionList(List.copyOf(options.values()))).println("");
        }
        out.println("'" + called + " VERB --help' tells more.");
    }

    /**
     * Adds options of a verb to the map of the options that a group's help page describes. Adds
     * nothing if the verb lacks the group's option, for example {@code --daemon}. Otherwise adds
     * the group's option, and the options that the verb's own help page leaves out.
     *
     * @param option the group's option
     * @param options the options by their long names
     * @return whether the verb has the group's option
     */
    private static boolean addOptions(String option, Verb verb, Map<String, Argument<?>> options) {
        Arguments declared = new Arguments();
        verb.maker().apply(declared);
        List<Argument<?>> found = new ArrayList<>();
        boolean has = false;
        for (Argument<?> arg : declared.all()) {
            boolean isOption = arg.names().contains(option);
            has |= isOption;
            if (isOption || arg.isHiddenInHelp()) {
                found.add(arg);
            }
        }
        for (Argument<?> arg : has ? found : List.<Argument<?>>of()) {
            options.putIfAbsent(arg.names().getLast(), arg);
        }
        return has;
    }

    private static void print(List<String[]> rows, TextOutput out) {
        int widest = 0;
        for (String[] row : rows) {
            widest = Math.max(widest, row[0].length());
        }
        for (String[] row : rows) {
            out.println("  " + row[0] + " ".repeat(widest - row[0].length() + 3) + row[1]);
        }
    }
}
