package ipckit.common.cli.argument;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.value.ChoiceConverter;
import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.cli.value.ModeConverter;
import ipckit.common.cli.value.PathConverter;
import ipckit.common.cli.value.Rate;
import ipckit.common.cli.value.RateConverter;
import ipckit.common.cli.value.SizeConverter;
import ipckit.common.cli.value.TextConverter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The declaration of the options and operands of a verb (a subcommand of a tool). The constructor
 * of the verb's {@code Command} declares the arguments in the order of the help page. Each method
 * that declares an argument returns a key. {@link ParsedArguments} returns the argument's value for
 * this key.
 *
 * <p>Option names are written as on the help page: {@code "--slots"} or {@code "-n, --count"}. An
 * absent option has no value unless {@link Argument#orElse} sets a default. If the user repeats an
 * option, the last value counts, unless the option was declared by {@link #options}. The first word
 * that belongs to no option becomes the value of the operand that was declared first, the second
 * such word the value of the second operand, and so on. Only the operand that was declared last may
 * have a list as its value.
 */
public final class Arguments {
    private final List<Argument<?>> own = new ArrayList<>();
    private final List<ArgumentRule> rules = new ArrayList<>();
    private final List<ExitCode> exitCodes = new ArrayList<>();
    private final Argument<Boolean> quiet =
            newFlag("-q, --quiet", "print only errors, no messages and no progress");
    private final Argument<Boolean> help = newFlag("-h, --help", "show this help and exit");

    /**
     * Creates a declaration that already contains the options {@code --quiet} and {@code --help},
     * and the exit codes 0, 1 and 2. Every verb has these options and exit codes.
     */
    public Arguments() {
        mayExit(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE);
    }

    /**
     * Declares a flag: an option that takes no value on the command line. The flag is true if the
     * user gives it, and otherwise false.
     */
    public Argument<Boolean> flag(String names, String help) {
        return add(newFlag(names, help));
    }

    /** Declares {@code --json}, the flag of every verb that lists or shows something. */
    public Argument<Boolean> json() {
        return flag("--json", "as JSON, for programs");
    }

    /** Declares an option whose value is a whole number, at least 1. */
    public Argument<Long> count(String names, String label, String help) {
        return option(names, label, help, CountConverter.FROM_ONE);
    }

    /** Declares an option whose value is a size of at least 1 byte. */
    public Argument<Long> size(String names, String help) {
        return option(names, "SIZE", help, SizeConverter.FROM_ONE);
    }

    /** Declares an option whose value is a duration, which may be 0. */
    public Argument<Duration> duration(String names, String help) {
        return option(names, "DURATION", help, DurationConverter.ANY);
    }

    /** Declares an option whose value is permission bits in octal. */
    public Argument<Integer> mode(String names, String help) {
        return option(names, "OCTAL", help, ModeConverter.PERMISSIONS);
    }

    /** Declares an option whose value is a rate per second, minute or hour. */
    public Argument<Rate> rate(String names, String help) {
        return option(names, "N/s", help, RateConverter.ANY);
    }

    /**
     * Declares an option whose value is a constant of an enum. Users type the constant in lower
     * case, with hyphens instead of underscores.
     */
    public <E extends Enum<E>> Argument<E> choice(String names, E[] constants, String help) {
        ChoiceConverter<E> choices = new ChoiceConverter<>(constants);
        return option(names, choices.label(), help, choices);
    }

    /** Declares an option whose value is any text, which may be empty. */
    public Argument<String> text(String names, String label, String help) {
        return option(names, label, help, TextConverter.ANY);
    }

    /** Declares an option whose value is the path of a file or directory, which need not exist. */
    public Argument<Path> path(String names, String label, String help) {
        return option(names, label, help, PathConverter.ANY).completes(Completion.FILE);
    }

    /** Declares an option. The converter turns the text that the user gives into the value. */
    public <T> Argument<T> option(String names, String label, String help, Converter<T> converter) {
        return add(new Argument<>(Argument.Place.OPTION, names, label, help, converter));
    }

    /**
     * Declares an option that may be repeated. Its value is the list of all values that the user
     * gave.
     */
    public <T> Argument<List<T>> options(
            String names, String label, String help, Converter<T> converter) {
        return add(Argument.list(Argument.Place.OPTION, names, label, help, converter, 0));
    }

    /**
     * Declares an operand. The operand is required unless {@link Argument#orElse} sets a default.
     */
    public Argument<String> operand(String label, String help) {
        return operand(label, help, TextConverter.ANY);
    }

    /**
     * Declares an operand. The converter turns the text that the user gives into the value. The
     * operand is required unless {@link Argument#orElse} sets a default.
     */
    public <T> Argument<T> operand(String label, String help, Converter<T> converter) {
        return add(new Argument<>(Argument.Place.OPERAND, "", label, help, converter));
    }

    /**
     * Declares an operand whose value is a list. Each operand that was declared earlier takes one
     * word. The list contains all further words. The user must give at least {@code least} words
     * for the list.
     */
    public Argument<List<String>> operands(String label, String help, int least) {
        return operands(label, help, least, TextConverter.ANY);
    }

    /**
     * Declares an operand whose value is a list. Each operand that was declared earlier takes one
     * word. The converter turns each further word into an element of the list. The user must give
     * at least {@code least} words for the list.
     */
    public <T> Argument<List<T>> operands(
            String label, String help, int least, Converter<T> converter) {
        return add(Argument.list(Argument.Place.OPERAND, "", label, help, converter, least));
    }

    /**
     * Declares an operand that is the path of a file. When the user asks for completion, a shell
     * offers files.
     */
    public Argument<Path> file(String help) {
        return operand("FILE", help, PathConverter.ANY).completes(Completion.FILE);
    }

    /**
     * Declares an operand whose value is a list of paths. Each operand that was declared earlier
     * takes one word. The list contains all further words, and may be empty. When the user asks for
     * completion, a shell offers files. The path {@code -} means a file with this name, not
     * standard input.
     */
    public Argument<List<Path>> files(String help) {
        return operands("FILE", help, 0, PathConverter.ANY).completes(Completion.FILE);
    }

    /**
     * Declares that a command follows the first {@code --}. The words of the command are never
     * searched for options. If the user gives {@code --} without a command after it, {@link #parse}
     * fails. If the command is not required and {@code --} is absent, the value is an empty list.
     *
     * <p>In a verb without this declaration, {@code --} only ends the options.
     *
     * @param required whether the user must give a command
     */
    public Argument<List<String>> command(String help, boolean required) {
        int least = required ? 1 : 0;
        return add(Argument.list(Argument.Place.COMMAND, "", "CMD", help, TextConverter.ANY, least))
                .completes(Completion.COMMAND);
    }

    /** Declares that the user may give at most one of {@code args}. */
    public void exclusive(Argument<?>... args) {
        rules.add(new ArgumentRule.Exclusive(List.of(args)));
    }

    /**
     * Declares that {@code dependent} may be given only together with at least one of {@code
     * prerequisites}.
     */
    public void needs(Argument<?> dependent, Argument<?>... prerequisites) {
        rules.add(new ArgumentRule.Needs(dependent, List.of(prerequisites)));
    }

    /** Declares that the user must give at least one of {@code args}. */
    public void oneOf(Argument<?>... args) {
        rules.add(new ArgumentRule.OneOf(List.of(args)));
    }

    /** Adds exit codes to the list on the help page. The list always contains 0, 1 and 2. */
    public void mayExit(ExitCode... codes) {
        exitCodes.addAll(List.of(codes));
    }

    /**
     * Returns all declared arguments in the order of the help page. The last two are {@code
     * --quiet} and {@code --help}.
     */
    public List<Argument<?>> all() {
        List<Argument<?>> all = new ArrayList<>(own);
        all.add(quiet);
        all.add(help);
        return all;
    }

    /** Returns the arguments that may not be given together with {@code arg}. */
    public List<Argument<?>> excludedBy(Argument<?> arg) {
        List<Argument<?>> excluded = new ArrayList<>();
        for (ArgumentRule rule : rules) {
            if (rule instanceof ArgumentRule.Exclusive(List<Argument<?>> args)
                    && args.contains(arg)) {
                excluded.addAll(args);
            }
        }
        excluded.removeIf(other -> other == arg);
        return excluded;
    }

    /**
     * Parses the words that follow the verb.
     *
     * @throws ipckit.common.IpcException of category USAGE, with a message of one line, if an
     *     argument is missing, or if a word or a combination of arguments is not valid
     */
    public ParsedArguments parse(List<String> words) {
        return new ArgumentParser(this).parse(words);
    }

    /**
     * Returns the help page of the verb.
     *
     * @param called the words that the user types to run the verb
     * @param purpose what the verb does, in one line without a final full stop
     */
    public String helpPage(String called, String purpose) {
        return HelpPage.of(called, purpose, this);
    }

    /**
     * Returns the lines that describe the given options on a help page. Includes hidden options.
     */
    public static String optionList(List<Argument<?>> options) {
        return HelpPage.optionList(options);
    }

    List<ArgumentRule> rules() {
        return rules;
    }

    List<ExitCode> exitCodes() {
        return exitCodes;
    }

    Argument<Boolean> help() {
        return help;
    }

    Argument<Boolean> quiet() {
        return quiet;
    }

    private <A extends Argument<?>> A add(A arg) {
        own.add(arg);
        return arg;
    }

    private static Argument<Boolean> newFlag(String names, String help) {
        return new Argument<Boolean>(Argument.Place.FLAG, names, "", help, Switch.GIVEN)
                .orElse(Boolean.FALSE);
    }

    /**
     * The converter of flags. It is called only if the user gave the flag, so the result is always
     * true.
     */
    private enum Switch implements Converter<Boolean> {
        GIVEN;

        @Override
        public Boolean convert(String text) {
            return Boolean.TRUE;
        }
    }
}
