package ipckit.common.cli.argument;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * picocli's model of one verb: words and nothing else. Whether operands are missing and what a word
 * means is looked at afterwards.
 */
public final class PicocliModel {
    static {
        // Values stay strings, so picocli need not look for some thirty types by reflection.
        System.setProperty("picocli.converters.excludes", ".*");
    }

    /** No word begins so: arguments cannot have a zero character. */
    private static final String GUARD = "\0";

    private final Map<Argument<?>, ArgSpec> specs = new IdentityHashMap<>();
    private final Map<ArgSpec, Argument<?>> args = new IdentityHashMap<>();
    private final CommandSpec command = CommandSpec.wrapWithoutInspection(null, NoObjects.MADE);

    public PicocliModel(List<Argument<?>> declared) {
        // An argument may begin with @ or contain ${...}: neither means anything here.
        command.interpolateVariables(false);
        command.parser()
                .expandAtFiles(false)
                .caseInsensitiveEnumValuesAllowed(false)
                .overwrittenOptionsAllowed(true);
        command.usageMessage().sortOptions(false);
        int operands = 0;
        for (Argument<?> arg : declared) {
            switch (arg.place) {
                case FLAG, OPTION -> add(arg, option(arg));
                case OPERAND -> add(arg, operand(arg, operands++));
                case COMMAND -> {}
            }
        }
    }

    public CommandSpec command() {
        return command;
    }

    public CommandLine commandLine() {
        return new CommandLine(command, NoObjects.MADE);
    }

    /** Splits a command line; {@link #words} has the answer. */
    void parse(List<String> words) {
        String[] guarded = new String[words.size()];
        for (int i = 0; i < guarded.length; i++) {
            String word = words.get(i);
            guarded[i] = isNegativeNumber(word) ? GUARD + word : word;
        }
        new CommandLine(command, NoObjects.MADE).parseArgs(guarded);
    }

    /**
     * No option but -0 is a digit, so this is somebody's value, though picocli would not see it.
     */
    private static boolean isNegativeNumber(String word) {
        return word.length() > 1
                && word.charAt(0) == '-'
                && word.charAt(1) >= '0'
                && word.charAt(1) <= '9'
                && !word.startsWith("-0");
    }

    static String unguarded(String word) {
        return word.startsWith(GUARD) ? word.substring(GUARD.length()) : word;
    }

    /** The words that were given for an argument, empty if none. */
    List<String> words(Argument<?> arg) {
        List<String> words = new ArrayList<>();
        for (String word : specs.get(arg).stringValues()) {
            words.add(unguarded(word));
        }
        return words;
    }

    Argument<?> arg(ArgSpec spec) {
        return args.get(spec);
    }

    private void add(Argument<?> arg, ArgSpec spec) {
        command.add(spec);
        specs.put(arg, spec);
        args.put(spec, arg);
    }

    private static OptionSpec option(Argument<?> arg) {
        OptionSpec.Builder builder =
                OptionSpec.builder(split(arg.names)).description(description(arg));
        if (arg.place == Argument.Place.FLAG) {
            return builder.arity("0").type(boolean.class).build();
        }
        builder.arity("1").paramLabel(arg.label);
        return arg.many()
                ? builder.type(String[].class).build()
                : builder.type(String.class).build();
    }

    private static PositionalParamSpec operand(Argument<?> arg, int index) {
        PositionalParamSpec.Builder builder =
                PositionalParamSpec.builder()
                        .hideParamSyntax(true)
                        .paramLabel(arg.many() ? arg.label + "..." : arg.label)
                        .description(description(arg));
        return arg.many()
                ? builder.index(index + "..*").arity("0..*").type(String[].class).build()
                : builder.index(Integer.toString(index)).arity("0..1").type(String.class).build();
    }

    /** {@code "-n, --count"} as its two names. */
    private static String[] split(String names) {
        int comma = names.indexOf(", ");
        return comma < 0
                ? new String[] {names}
                : new String[] {names.substring(0, comma), names.substring(comma + 2)};
    }

    private static String description(Argument<?> arg) {
        String shown = arg.shownDefault();
        return shown == null || shown.isEmpty() ? arg.help : arg.help + " (default: " + shown + ")";
    }

    /**
     * picocli's own factory looks for Groovy when it is first used, which costs as much as a parse;
     * a model that has no objects to make needs none.
     */
    private enum NoObjects implements CommandLine.IFactory {
        MADE;

        @Override
        public <K> K create(Class<K> type) {
            throw new UnsupportedOperationException(type.getName());
        }
    }
}
