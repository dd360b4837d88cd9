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
 * The arguments of one verb (a subcommand of a tool), declared in the form that the library picocli
 * needs. All values are declared as strings. After picocli has assigned the strings to the
 * arguments, {@link ArgumentParser} checks whether operands are missing, and converts the strings.
 */
final class PicocliModel {
    static {
        // This property makes picocli omit its converters. The converters are not needed, because
        // this class declares all values as strings. Without this property, picocli would look up
        // about thirty types by reflection at each start.
        System.setProperty("picocli.converters.excludes", ".*");
    }

    /**
     * A prefix that hides the hyphen of a negative number, so that picocli does not take the number
     * for an option. The prefix is a NUL, because no word of a command line can contain a NUL.
     */
    private static final String GUARD = "\0";

    private final Map<Argument<?>, ArgSpec> specs = new IdentityHashMap<>();
    private final Map<ArgSpec, Argument<?>> args = new IdentityHashMap<>();
    private final CommandSpec command = CommandSpec.wrapWithoutInspection(null, NoFactory.INSTANCE);

    PicocliModel(List<Argument<?>> declared) {
        this(declared, false);
    }

    /**
     * Returns the arguments in the form that picocli needs. The help page that picocli makes from
     * the result shows hidden options, too.
     */
    static PicocliModel showingAll(List<Argument<?>> declared) {
        return new PicocliModel(declared, true);
    }

    private PicocliModel(List<Argument<?>> declared, boolean showsAll) {
        // picocli must not change the words of a command line. By default, it replaces @FILE by the
        // content of the file, and ${NAME} by the value of a variable.
        command.interpolateVariables(false);
        command.parser()
                .expandAtFiles(false)
                .caseInsensitiveEnumValuesAllowed(false)
                .overwrittenOptionsAllowed(true);
        command.usageMessage().sortOptions(false);
        int operands = 0;
        for (Argument<?> arg : declared) {
            switch (arg.place()) {
                case FLAG, OPTION -> add(arg, option(arg, showsAll));
                case OPERAND -> add(arg, operand(arg, operands++));
                case COMMAND -> {}
            }
        }
    }

    CommandSpec command() {
        return command;
    }

    CommandLine commandLine() {
        return new CommandLine(command, NoFactory.INSTANCE);
    }

    /**
     * Assigns the words of a command line to the arguments of the verb. Afterwards, {@link #words}
     * returns the words of each argument.
     */
    void parse(List<String> words) {
        String[] guarded = new String[words.size()];
        for (int i = 0; i < guarded.length; i++) {
            String word = words.get(i);
            guarded[i] = isNegativeNumber(word) ? GUARD + word : word;
        }
        commandLine().parseArgs(guarded);
    }

    /**
     * Returns whether a word begins like a negative number: with a hyphen and a digit from 1 to 9.
     * A word that begins with -0 does not count as a number, because -0 is an option of some verbs.
     */
    private static boolean isNegativeNumber(String word) {
        return word.length() > 1
                && word.charAt(0) == '-'
                && word.charAt(1) >= '1'
                && word.charAt(1) <= '9';
    }

    static String unguarded(String word) {
        return word.startsWith(GUARD) ? word.substring(GUARD.length()) : word;
    }

    /**
     * Returns the words that the user gave for an argument; an empty list if the user gave none.
     */
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

    private static OptionSpec option(Argument<?> arg, boolean showsAll) {
        OptionSpec.Builder builder =
                OptionSpec.builder(arg.names().toArray(String[]::new))
                        .description(description(arg))
                        .hidden(arg.isHiddenInHelp() && !showsAll);
        if (arg.place() == Argument.Place.FLAG) {
            return builder.arity("0").type(boolean.class).build();
        }
        builder.arity("1").paramLabel(arg.label());
        return builder.type(arg.many() ? String[].class : String.class).build();
    }

    private static PositionalParamSpec operand(Argument<?> arg, int index) {
        PositionalParamSpec.Builder builder =
                PositionalParamSpec.builder()
                        .hideParamSyntax(true)
                        .paramLabel(arg.many() ? arg.label() + "..." : arg.label())
                        .description(description(arg));
        return arg.many()
                ? builder.index(index + "..*").arity("0..*").type(String[].class).build()
                : builder.index(Integer.toString(index)).arity("0..1").type(String.class).build();
    }

    private static String description(Argument<?> arg) {
        String shown = arg.shownDefault();
        return shown == null || shown.isEmpty()
                ? arg.help()
                : arg.help() + " (default: " + shown + ")";
    }

    /**
     * A factory that refuses to create objects. picocli creates objects only for declarations that
     * name a class, and this model contains no such declaration. The default factory of picocli is
     * not used, because it searches for Groovy at its first use. This search takes as long as
     * parsing a command line.
     */
    private enum NoFactory implements CommandLine.IFactory {
        INSTANCE;

        @Override
        public <K> K create(Class<K> type) {
            throw new UnsupportedOperationException(type.getName());
        }
    }
}
