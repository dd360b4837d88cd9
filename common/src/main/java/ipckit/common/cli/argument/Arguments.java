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
 * What a command accepts, declared in its constructor, in the order in which help shows it. Each
 * method returns the key under which {@link ParsedArguments} has the value.
 *
 * <p>Option names are given as help shows them: {@code "--slots"} or {@code "-n, --count"}. An
 * option is optional, is given at most once, and has no value unless {@link Argument#orElse} gives
 * it one. Operands are taken in the order of declaration; only the last may be a list.
 */
public final class Arguments {
    private final List<Argument<?>> own = new ArrayList<>();
    private final List<ArgumentRule> rules = new ArrayList<>();
    private final List<ExitCode> exitCodes = new ArrayList<>();
    private final Argument<Boolean> quiet =
            newFlag("-q, --quiet", "no news and no progress, only errors");
    private final Argument<Boolean> help = newFlag("-h, --help", "show this help and exit");

    public Arguments() {
        mayExit(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE);
    }

    /** A switch: false unless given. */
    public Argument<Boolean> flag(String names, String help) {
        return add(newFlag(names, help));
    }

    /** The switch of every verb that lists or shows. */
    public Argument<Boolean> json() {
        return flag("--json", "as JSON, for programs");
    }

    /** A number of things, from 1. */
    public Argument<Long> count(String names, String label, String help) {
        return option(names, label, help, CountConverter.FROM_ONE);
    }

    /** A size in bytes, from 1. */
    public Argument<Long> size(String names, String help) {
        return option(names, "SIZE", help, SizeConverter.FROM_ONE);
    }

    /** A length of time, from 0. */
    public Argument<Duration> duration(String names, String help) {
        return option(names, "DURATION", help, DurationConverter.ANY);
    }

    /** Permission bits. */
    public Argument<Integer> mode(String names, String help) {
        return option(names, "OCTAL", help, ModeConverter.PERMISSIONS);
    }

    /** So many a second, minute or hour. */
    public Argument<Rate> rate(String names, String help) {
        return option(names, "N/s", help, RateConverter.ANY);
    }

    /** One of an enum's constants, typed in lower case with hyphens. */
    public <E extends Enum<E>> Argument<E> choice(String names, E[] constants, String help) {
        ChoiceConverter<E> choices = new ChoiceConverter<>(constants);
        return option(names, choices.label(), help, choices);
    }

    /** Any text, also the empty one. */
    public Argument<String> text(String names, String label, String help) {
        return option(names, label, help, TextConverter.ANY);
    }

    /** A file or directory, which need not exist. */
    public Argument<Path> path(String names, String label, String help) {
        return option(names, label, help, PathConverter.ANY).completes(Completion.FILE);
    }

    /** An option of any other kind. */
    public <T> Argument<T> option(String names, String label, String help, Converter<T> converter) {
        return add(new SingleArgument<>(Argument.Place.OPTION, names, label, help, converter));
    }

    /** An option that may be given several times. */
    public <T> Argument<List<T>> options(
            String names, String label, String help, Converter<T> converter) {
        return add(new ListArgument<>(Argument.Place.OPTION, names, label, help, converter, 0));
    }

    /** One operand, required unless {@link Argument#orElse} gives it a default. */
    public Argument<String> operand(String label, String help) {
        return operand(label, help, TextConverter.ANY);
    }

    /** One operand that is more than text, required unless it has a default. */
    public <T> Argument<T> operand(String label, String help, Converter<T> converter) {
        return add(new SingleArgument<>(Argument.Place.OPERAND, "", label, help, converter));
    }

    /** The remaining operands, at least so many. */
    public Argument<List<String>> operands(String label, String help, int least) {
        return operands(label, help, least, TextConverter.ANY);
    }

    /** The remaining operands, when they are more than text; at least so many. */
    public <T> Argument<List<T>> operands(
            String label, String help, int least, Converter<T> converter) {
        return add(new ListArgument<>(Argument.Place.OPERAND, "", label, help, converter, least));
    }

    /** A file. */
    public Argument<Path> file(String help) {
        return operand("FILE", help, PathConverter.ANY).completes(Completion.FILE);
    }

    /** The remaining operands as files, possibly none; {@code -} is a path like any other here. */
    public Argument<List<Path>> files(String help) {
        return operands("FILE", help, 0, PathConverter.ANY).completes(Completion.FILE);
    }

    /**
     * A command line after the first {@code --}, taken as it is and never searched for options. For
     * a verb without one, {@code --} only ends the options.
     *
     * @param required whether the verb makes no sense without; if not, the value is empty when
     *     there is no {@code --}. A {@code --} with nothing after it is an error in either case.
     */
    public Argument<List<String>> command(String help, boolean required) {
        int least = required ? 1 : 0;
        return add(new ListArgument<>(
                        Argument.Place.COMMAND, "", "CMD", help, TextConverter.ANY, least))
                .completes(Completion.COMMAND);
    }

    /** Makes it an error to give more than one of these. */
    public void exclusive(Argument<?>... args) {
        rules.add(new ArgumentRule.Exclusive(List.of(args)));
    }

    /** Makes it an error to give the first without one of the others. */
    public void needs(Argument<?> dependent, Argument<?>... prerequisites) {
        rules.add(new ArgumentRule.Needs(dependent, List.of(prerequisites)));
    }

    /** Makes it an error to give none of these. */
    public void oneOf(Argument<?>... args) {
        rules.add(new ArgumentRule.OneOf(List.of(args)));
    }

    /** Tells which codes the verb may end with, for its help, besides 0, 1 and 2. */
    public void mayExit(ExitCode... codes) {
        exitCodes.addAll(List.of(codes));
    }

    /** In the order of help: those of every verb come last. */
    public List<Argument<?>> all() {
        List<Argument<?>> all = new ArrayList<>(own);
        all.add(quiet);
        all.add(help);
        return all;
    }

    List<ArgumentRule> rules() {
        return rules;
    }

    public List<ExitCode> exitCodes() {
        return exitCodes;
    }

    public Argument<Boolean> help() {
        return help;
    }

    public Argument<Boolean> quiet() {
        return quiet;
    }

    private <A extends Argument<?>> A add(A arg) {
        own.add(arg);
        return arg;
    }

    private static Argument<Boolean> newFlag(String names, String help) {
        return new SingleArgument<>(Argument.Place.FLAG, names, "", help, Switch.GIVEN)
                .orElse(Boolean.FALSE);
    }

    /** A flag has no text: that it is there is its value. */
    private enum Switch implements Converter<Boolean> {
        GIVEN;

        @Override
        public Boolean convert(String text) {
            return Boolean.TRUE;
        }
    }
}
