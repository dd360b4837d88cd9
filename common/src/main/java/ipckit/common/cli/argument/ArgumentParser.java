package ipckit.common.cli.argument;

import ipckit.common.IpcException;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/**
 * Turns the words of a command line into values. The library picocli assigns the words to the
 * arguments. This class then reports missing arguments, converts the words to values, and checks
 * the rules about combinations of arguments.
 */
final class ArgumentParser {
    private static final String END_OF_OPTIONS = "--";

    private final Arguments declared;
    private final List<Argument<?>> args;
    private final PicocliModel model;

    ArgumentParser(Arguments declared) {
        this.declared = declared;
        this.args = declared.all();
        this.model = new PicocliModel(args);
    }

    /**
     * Parses the words that follow the verb (the subcommand). If {@code --help} is one of these
     * words, this method still refuses words that belong to no argument. But it reports no missing
     * arguments, and neither converts nor checks the values.
     *
     * @throws IpcException of category USAGE if an argument is missing, or if a word or a
     *     combination of arguments is not valid
     */
    ParsedArguments parse(List<String> words) {
        Argument<List<String>> command = command();
        int end = command == null ? -1 : words.indexOf(END_OF_OPTIONS);
        split(end < 0 ? words : words.subList(0, end), command != null && end < 0);
        ParsedArguments parsed = new ParsedArguments(declared);
        if (!model.words(declared.help()).isEmpty()) {
            parsed.put(declared.help(), true);
            return parsed;
        }
        for (Argument<?> arg : args) {
            if (arg != command) {
                take(arg, model.words(arg), parsed);
            }
        }
        if (command != null) {
            takeCommand(command, words, end, parsed);
        }
        for (ArgumentRule rule : declared.rules()) {
            rule.check(parsed);
        }
        return parsed;
    }

    private void split(List<String> words, boolean lacksCommand) {
        try {
            model.parse(words);
        } catch (UnmatchedArgumentException e) {
            throw unmatched(
                    PicocliModel.unguarded(e.getUnmatched().getFirst()),
                    e.getSuggestions(),
                    lacksCommand);
        } catch (MissingParameterException e) {
            throw IpcException.usage(
                    model.arg(e.getMissing().getFirst()).title() + " needs a value");
        } catch (ParameterException e) {
            Argument<?> arg = model.arg(e.getArgSpec());
            throw IpcException.usage(
                    arg == null ? e.getMessage() : arg.title() + " takes no value");
        }
    }

    private static IpcException unmatched(String word, List<String> similar, boolean lacksCommand) {
        if (!word.startsWith("-") || word.length() == 1) {
            String hint = lacksCommand ? ": a command follows '--'" : "";
            return IpcException.usage("unexpected argument '" + word + "'" + hint);
        }
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String guess = similar.isEmpty() ? "" : " (did you mean '" + similar.getFirst() + "'?)";
        return IpcException.usage("unknown option '" + name + "'" + guess);
    }

    private static <T> void take(Argument<T> arg, List<String> words, ParsedArguments parsed) {
        if (words.size() < arg.least()) {
            String more = words.isEmpty() ? "missing " : "at least " + arg.least() + " needed: ";
            throw IpcException.usage(more + arg.title());
        }
        if (words.isEmpty()) {
            return;
        }
        try {
            parsed.put(arg, arg.convert(words));
        } catch (IpcException e) {
            if (arg.names().isEmpty()) {
                throw e;
            }
            throw new IpcException(e.category(), arg.title() + ": " + e.getMessage(), e);
        }
    }

    private static void takeCommand(
            Argument<List<String>> command, List<String> words, int end, ParsedArguments parsed) {
        if (end < 0 && command.least() == 0) {
            return;
        }
        if (end < 0 || end + 1 == words.size()) {
            throw IpcException.usage("missing command after '--'");
        }
        parsed.put(command, List.copyOf(words.subList(end + 1, words.size())));
    }

    // The cast is safe, because only Arguments.command() declares an argument with Place.COMMAND,
    // and the value of that argument is a list of texts.
    @SuppressWarnings("unchecked")
    private Argument<List<String>> command() {
        for (Argument<?> arg : args) {
            if (arg.place() == Argument.Place.COMMAND) {
                return (Argument<List<String>>) arg;
            }
        }
        return null;
    }
}
