package ipckit.common.cli.argument;

import ipckit.common.cli.ExitCode;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The help page of one verb (a subcommand of a tool): plain text without colour, at most 80 columns
 * wide.
 */
final class HelpPage {
    private static final int WIDTH = 80;

    private HelpPage() {}

    /**
     * Returns the text of the help page.
     *
     * @param called the words that the user types to run the verb
     * @param purpose what the verb does, in one line without a final full stop
     */
    static String of(String called, String purpose, Arguments arguments) {
        List<Argument<?>> declared = arguments.all();
        PicocliModel model = new PicocliModel(declared);
        UsageMessageSpec usage = model.command().usageMessage();
        usage.width(WIDTH);
        usage.customSynopsis(synopsis(called, declared));
        usage.description(escaped(purpose) + ".");
        usage.parameterListHeading("%nOperands:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(meanings(arguments.exitCodes()));
        for (Argument<?> arg : declared) {
            if (arg.place() == Argument.Place.COMMAND) {
                usage.footer("", "After '--': " + escaped(arg.help()) + ".");
            }
        }
        return model.commandLine().getUsageMessage(Ansi.OFF);
    }

    /**
     * Returns the lines that describe options on a help page. Options that are {@linkplain
     * Argument#hideInHelp hidden} are included.
     */
    static String optionList(List<Argument<?>> options) {
        CommandSpec command = PicocliModel.showingAll(options).command();
        command.usageMessage().width(WIDTH);
        return new Help(command, Help.defaultColorScheme(Ansi.OFF)).optionList();
    }

    private static String synopsis(String called, List<Argument<?>> declared) {
        StringBuilder line = new StringBuilder(called).append(" [OPTION]...");
        for (Argument<?> arg : declared) {
            boolean isCommand = arg.place() == Argument.Place.COMMAND;
            if (isCommand || arg.place() == Argument.Place.OPERAND) {
                String words = (isCommand ? "-- " : "") + arg.label() + (arg.many() ? "..." : "");
                line.append(' ').append(arg.least() == 0 ? "[" + words + "]" : words);
            }
        }
        return line.toString();
    }

    /**
     * Returns a map from the numbers of exit codes to their meaning. Codes with the same meaning
     * share one key, for example {@code 126, 127}. The code 0 is left out to keep the help page
     * short, because 0 means success in every verb.
     */
    private static Map<String, String> meanings(List<ExitCode> codes) {
        Map<String, String> numbers = new LinkedHashMap<>();
        EnumSet<ExitCode> failures = EnumSet.copyOf(codes);
        failures.remove(ExitCode.OK);
        for (ExitCode code : failures) {
            String number = Integer.toString(code.code());
            numbers.merge(code.meaning(), number, (first, next) -> first + ", " + next);
        }
        Map<String, String> meanings = new LinkedHashMap<>();
        numbers.forEach((meaning, number) -> meanings.put(number, meaning));
        return meanings;
    }

    /**
     * Doubles each percent sign, because picocli treats the texts of a help page as format strings.
     */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
