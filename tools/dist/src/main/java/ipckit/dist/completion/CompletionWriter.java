package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.runner.Program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes the script that completes the command lines of a program in one shell. A resource of this
 * package contains the script with placeholders. This class replaces the placeholders by texts made
 * from the program's declaration.
 */
abstract class CompletionWriter {
    /** The options that a program accepts before any verb. */
    static final List<String> OF_THE_PROGRAM = List.of("-h", "--help", "-V", "--version");

    final String program;

    /** The prefix of the names of all functions in the program's completion script. */
    final String function;

    final List<VerbDeclaration> verbs;
    private final String shell;

    /**
     * Creates a writer for one program and one shell.
     *
     * @param shell the name of the shell, for example {@code bash}; the script for bash is made
     *     from the resources {@code completion.bash} and {@code ports.bash}
     */
    CompletionWriter(Program program, String shell) {
        this.program = program.name();
        this.function = "_" + program.name().replace('-', '_');
        this.verbs = VerbDeclaration.all(program);
        this.shell = shell;
    }

    /** Returns the text of the program's completion file. */
    final String write() throws IOException {
        String script = read("completion." + shell);
        script = script.replace("@PORTS@\n", hasPorts() ? read("ports." + shell) : "");
        for (Map.Entry<String, String> text : texts().entrySet()) {
            script = script.replace("@" + text.getKey() + "@", text.getValue());
        }
        return script.replace("@PROGRAM@", program).replace("@FUNCTION@", function);
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = CompletionWriter.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns whether an argument of the program names a port. */
    private boolean hasPorts() {
        return verbs.stream()
                .flatMap(verb -> verb.arguments().all().stream())
                .anyMatch(arg -> arg.completion() == Completion.PORT);
    }

    /**
     * Returns the texts that replace the script's placeholders. The key of a text is the name of
     * its placeholder: the placeholder {@code @VERBS@} has the name {@code VERBS}.
     */
    abstract Map<String, String> texts();

    /** Groups the verbs whose names have two words. The key of a group is the first word. */
    final Map<String, List<VerbDeclaration>> groups() {
        Map<String, List<VerbDeclaration>> groups = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            if (!verb.second().isEmpty()) {
                groups.computeIfAbsent(verb.first(), _ -> new ArrayList<>()).add(verb);
            }
        }
        return groups;
    }

    /**
     * Maps each word that may follow the program's name to a description, in the order of the help
     * page. If the word is the whole name of a verb, the description is the purpose of this verb.
     * If the word begins the names of verbs with two words, the description lists their second
     * words.
     */
    final Map<String, String> firstWords() {
        Map<String, String> purposes = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            if (!verb.name().isEmpty()) {
                String purpose = verb.second().isEmpty() ? verb.purpose() : verb.second();
                purposes.merge(verb.first(), purpose, (one, other) -> one + ", " + other);
            }
        }
        return purposes;
    }

    /** Returns the verbs that accept a user's command after {@code --}. */
    final List<VerbDeclaration> takingCommands() {
        return verbs.stream().filter(VerbDeclaration::takesCommand).toList();
    }

    /**
     * Returns patterns that match the options that take a value, in groups. A group consists of all
     * options for which {@code property} returns the same text. This text is the map's key, and the
     * patterns of the group are the map's value. The script compares the patterns with the text
     * {@code VERB NAME}: a verb, and the name of one of its options.
     *
     * <p>Options of several verbs can have the same name. If all these options belong to one group,
     * they share the pattern {@code * NAME}, which matches every verb. Otherwise each of these
     * options has its own pattern {@code VERB NAME}.
     */
    final Map<String, Set<String>> valuePatterns(Function<Argument<?>, String> property) {
        Map<String, Set<String>> properties = new HashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                String found = isFlag(option) ? "" : property.apply(option);
                for (String name : option.names()) {
                    properties.computeIfAbsent(name, _ -> new HashSet<>()).add(found);
                }
            }
        }
        Map<String, Set<String>> patterns = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            for (Argument<?> option : verb.options()) {
                for (String name : isFlag(option) ? List.<String>of() : option.names()) {
                    String owner = properties.get(name).size() == 1 ? "*" : verb.name();
                    patterns.computeIfAbsent(property.apply(option), _ -> new LinkedHashSet<>())
                            .add(owner + " " + name);
                }
            }
        }
        return patterns;
    }

    static boolean isFlag(Argument<?> option) {
        return option.place() == Argument.Place.FLAG;
    }

    /**
     * Returns whether an operand is a list in which the shell completes every word. In other lists,
     * the shell completes only the first word.
     */
    static boolean isCompletedList(Argument<?> operand) {
        return operand.many() && !operand.completesFirstOnly();
    }

    /**
     * Returns the word for a kind of object. The name of each object's directory begins with this
     * word and a dot: the directory of the buffer jobs is {@code buf.jobs}. These directories are
     * in the directory {@code IPC_DIR}, or in the default directory if the variable {@code IPC_DIR}
     * is not set.
     */
    static String kindOf(Completion object) {
        return switch (object) {
            case BUFFER -> "buf";
            case MAILBOX -> "mq";
            case SEGMENT -> "shm";
            case TASK -> "task";
            case DAEMON -> "daemon";
            default -> throw new IllegalArgumentException(object.name());
        };
    }

    /**
     * Returns the argument with which the script calls its function that offers ports and port
     * sets. The function offers only ports for {@code port}, only port sets for {@code set}, and
     * both for {@code any}.
     *
     * @param name PORT, PORT_SET or PORT_OR_SET
     */
    static String portKindOf(Completion name) {
        return switch (name) {
            case PORT -> "port";
            case PORT_SET -> "set";
            case PORT_OR_SET -> "any";
            default -> throw new IllegalArgumentException(name.name());
        };
    }

    /**
     * Returns a noun for an argument's value. If the value names an object or a file, the noun says
     * which kind of object or file, for example {@code mailbox}. Otherwise the noun is the
     * argument's label in lower case, or the option's name if the label is empty or has the form
     * {@code A|B}.
     */
    static String noun(Argument<?> arg) {
        return switch (arg.completion()) {
            case BUFFER, MAILBOX, SEGMENT, TASK, PORT, DAEMON, FILE, DIRECTORY ->
                    arg.completion().name().toLowerCase();
            case PORT_SET -> "port set";
            case PORT_OR_SET -> "port or port set";
            case MAILBOX_OR_PORT -> "mailbox or port";
            case NONE, COMMAND ->
                    arg.label().contains("|") || arg.label().isEmpty()
                            ? arg.names().getLast().substring(2)
                            : arg.label().toLowerCase().replaceAll("[^a-z]+", " ").strip();
        };
    }

    /**
     * Returns the words that a shell offers for an argument, separated by blanks. No word contains
     * a character that has a special meaning in a shell, so the words need no quotes.
     *
     * @throws IllegalStateException if a word contains a character that may need quotes
     */
    static String words(Argument<?> arg) {
        for (String word : arg.examples()) {
            if (!word.matches("[A-Za-z0-9._/:%+,=-]+")) {
                throw new IllegalStateException(arg.names() + ": needs quoting: " + word);
            }
        }
        return String.join(" ", arg.examples());
    }

    /** Returns a text in single quotes, in the syntax of bash and zsh. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
