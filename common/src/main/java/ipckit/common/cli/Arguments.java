package ipckit.common.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command accepts, declared in its constructor, in the order in which help shows it. Each
 * method returns the key under which {@link Parsed} has the value.
 *
 * <p>Option names are given as help shows them: {@code "--slots"} or {@code "-n, --count"}. An
 * option is optional, is given at most once, and has no value unless {@link Arg#orElse} gives it
 * one. Operands are taken in the order of declaration; only the last may be a list.
 */
public final class Arguments {
    private final List<Arg<?>> own = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<ExitCode> exitCodes = new ArrayList<>();
    private final Arg<Boolean> quiet =
            newFlag("-q, --quiet", "no news and no progress, only errors");
    private final Arg<Boolean> help = newFlag("-h, --help", "show this help and exit");

    Arguments() {
        mayExit(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE);
    }

    /** A switch: false unless given. */
    public Arg<Boolean> flag(String names, String help) {
        return add(newFlag(names, help));
    }

    /** The switch of every verb that lists or shows. */
    public Arg<Boolean> json() {
        return flag("--json", "as JSON, for programs");
    }

    /** A number of things, from 1. */
    public Arg<Long> count(String names, String label, String help) {
        return option(names, label, help, Counts.FROM_ONE);
    }

    /** A size in bytes, from 1. */
    public Arg<Long> size(String names, String help) {
        return option(names, "SIZE", help, Sizes.FROM_ONE);
    }

    /** A length of time, from 0. */
    public Arg<Duration> duration(String names, String help) {
        return option(names, "DURATION", help, Durations.ANY);
    }

    /** Permission bits. */
    public Arg<Integer> mode(String names, String help) {
        return option(names, "OCTAL", help, Modes.PERMISSIONS);
    }

    /** So many a second, minute or hour. */
    public Arg<Rate> rate(String names, String help) {
        return option(names, "N/s", help, Rates.ANY);
    }

    /** One of an enum's constants, typed in lower case with hyphens. */
    public <E extends Enum<E>> Arg<E> choice(String names, E[] constants, String help) {
        Choices<E> choices = new Choices<>(constants);
        return option(names, choices.label(), help, choices);
    }

    /** Any text, also the empty one. */
    public Arg<String> text(String names, String label, String help) {
        return option(names, label, help, Texts.ANY);
    }

    /** A file or directory, which need not exist. */
    public Arg<Path> path(String names, String label, String help) {
        return option(names, label, help, FilePaths.ANY);
    }

    /** An option of any other kind. */
    public <T> Arg<T> option(String names, String label, String help, Converter<T> converter) {
        return add(new SingleArg<>(Arg.Place.OPTION, names, label, help, converter));
    }

    /** An option that may be given several times. */
    public <T> Arg<List<T>> options(
            String names, String label, String help, Converter<T> converter) {
        return add(new ListArg<>(Arg.Place.OPTION, names, label, help, converter, 0));
    }

    /** One operand, required unless {@link Arg#orElse} gives it a default. */
    public Arg<String> operand(String label, String help) {
        return operand(label, help, Texts.ANY);
    }

    /** One operand that is more than text, required unless it has a default. */
    public <T> Arg<T> operand(String label, String help, Converter<T> converter) {
        return add(new SingleArg<>(Arg.Place.OPERAND, "", label, help, converter));
    }

    /** The remaining operands, at least so many. */
    public Arg<List<String>> operands(String label, String help, int least) {
        return operands(label, help, least, Texts.ANY);
    }

    /** The remaining operands, when they are more than text; at least so many. */
    public <T> Arg<List<T>> operands(String label, String help, int least, Converter<T> converter) {
        return add(new ListArg<>(Arg.Place.OPERAND, "", label, help, converter, least));
    }

    /** A file. */
    public Arg<Path> file(String help) {
        return operand("FILE", help, FilePaths.ANY);
    }

    /** The remaining operands as files, possibly none; {@code -} is a path like any other here. */
    public Arg<List<Path>> files(String help) {
        return operands("FILE", help, 0, FilePaths.ANY);
    }

    /**
     * A command line after the first {@code --}, taken as it is and never searched for options. For
     * a verb without one, {@code --} only ends the options.
     *
     * @param required whether the verb makes no sense without; if not, the value is empty when
     *     there is no {@code --}. A {@code --} with nothing after it is an error in either case.
     */
    public Arg<List<String>> command(String help, boolean required) {
        int least = required ? 1 : 0;
        return add(new ListArg<>(Arg.Place.COMMAND, "", "CMD", help, Texts.ANY, least));
    }

    /** Makes it an error to give more than one of these. */
    public void exclusive(Arg<?>... args) {
        rules.add(new Rule.Exclusive(List.of(args)));
    }

    /** Makes it an error to give the first without one of the others. */
    public void needs(Arg<?> dependent, Arg<?>... prerequisites) {
        rules.add(new Rule.Needs(dependent, List.of(prerequisites)));
    }

    /** Makes it an error to give none of these. */
    public void oneOf(Arg<?>... args) {
        rules.add(new Rule.OneOf(List.of(args)));
    }

    /** Tells which codes the verb may end with, for its help, besides 0, 1 and 2. */
    public void mayExit(ExitCode... codes) {
        exitCodes.addAll(List.of(codes));
    }

    /** In the order of help: those of every verb come last. */
    List<Arg<?>> all() {
        List<Arg<?>> all = new ArrayList<>(own);
        all.add(quiet);
        all.add(help);
        return all;
    }

    List<Rule> rules() {
        return rules;
    }

    List<ExitCode> exitCodes() {
        return exitCodes;
    }

    Arg<Boolean> help() {
        return help;
    }

    Arg<Boolean> quiet() {
        return quiet;
    }

    private <A extends Arg<?>> A add(A arg) {
        own.add(arg);
        return arg;
    }

    private static Arg<Boolean> newFlag(String names, String help) {
        return new SingleArg<>(Arg.Place.FLAG, names, "", help, Switch.GIVEN).orElse(Boolean.FALSE);
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
