package ipckit.common.cli.runner;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.PicocliModel;
import ipckit.common.cli.output.TextOutput;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The help of a program and of a verb, plain text without colour, at most 80 columns. */
final class HelpText {
    private static final int WIDTH = 80;

    /** What stands in place of a verb in the form that has none. */
    private static final String TEXTBOOK = "-n N";

    private HelpText() {}

    static void print(Program program, TextOutput out) {
        List<String[]> rows = new ArrayList<>();
        program.textbook().ifPresent(form -> rows.add(new String[] {TEXTBOOK, form.purpose()}));
        for (Verb verb : program.shownVerbs()) {
            rows.add(new String[] {verb.name(), verb.purpose()});
        }
        int widest = 0;
        for (String[] row : rows) {
            widest = Math.max(widest, row[0].length());
        }
        out.println("Usage: " + program.name() + " VERB [OPTION]... [ARGUMENT]...");
        if (program.textbook().isPresent()) {
            out.println("       " + program.name() + " " + TEXTBOOK + " [OPTION]...");
        }
        out.println(program.purpose() + ".").println("");
        out.println("Verbs:");
        for (String[] row : rows) {
            out.println("  " + row[0] + " ".repeat(widest - row[0].length() + 3) + row[1]);
        }
        out.println("");
        out.println(
                "'" + program.name() + " VERB --help' tells more; --version shows the version.");
    }

    static void print(Program program, Verb verb, Arguments arguments, TextOutput out) {
        List<Argument<?>> declared = arguments.all();
        PicocliModel model = new PicocliModel(declared);
        UsageMessageSpec usage = model.command().usageMessage();
        usage.width(WIDTH);
        usage.customSynopsis(synopsis(program, verb, declared));
        usage.description((verb.purpose() + ".").replace("%", "%%"));
        usage.parameterListHeading("%nOperands:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(codes(arguments.exitCodes()));
        List<String> footer = new ArrayList<>();
        for (Argument<?> arg : declared) {
            if (arg.place == Argument.Place.COMMAND) {
                footer.addAll(List.of("", "After '--': " + arg.help.replace("%", "%%") + "."));
            }
        }
        if (program.isOfOne()) {
            footer.addAll(List.of("", "--version shows the version."));
        }
        usage.footer(footer.toArray(String[]::new));
        out.print(model.commandLine().getUsageMessage(Ansi.OFF));
    }

    private static String synopsis(Program program, Verb verb, List<Argument<?>> declared) {
        StringBuilder line = new StringBuilder(program.called(verb));
        if (verb.words() == 0 && !program.isOfOne()) {
            line.append(' ').append(TEXTBOOK);
        }
        line.append(" [OPTION]...");
        for (Argument<?> arg : declared) {
            if (arg.place != Argument.Place.OPERAND && arg.place != Argument.Place.COMMAND) {
                continue;
            }
            String word = arg.label + (arg.many() ? "..." : "");
            if (arg.place == Argument.Place.COMMAND) {
                word = "-- " + word;
            }
            line.append(' ').append(arg.least() == 0 ? "[" + word + "]" : word);
        }
        return line.toString();
    }

    private static Map<String, String> codes(List<ExitCode> codes) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : EnumSet.copyOf(codes)) {
            meanings.put(Integer.toString(code.code()), code.meaning());
        }
        return meanings;
    }
}
