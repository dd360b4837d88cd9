package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.runner.Program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the completion of a program for one shell: replaces the placeholders in a script of this
 * package's resources by texts made from the program's declaration.
 */
abstract class CompletionWriter {
    /** The options that a program accepts before any verb. */
    static final List<String> OF_THE_PROGRAM = List.of("-h", "--help", "-V", "--version");

    /** Returns the text of the program's completion file. */
    final String write(Program program) throws IOException {
        List<VerbDeclaration> verbs = VerbDeclaration.all(program);
        Map<String, String> texts = new TreeMap<>(texts(program, verbs));
        texts.put("PROGRAM", program.name());
        texts.put("FUNCTION", function(program));
        String script = script();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            script = script.replace("@" + text.getKey() + "@", text.getValue());
        }
        return script;
    }

    /** Returns the name of the resource that is the script. */
    abstract String resource();

    /**
     * Returns the texts that replace the script's placeholders. A key is the name that the script
     * has between two at signs.
     */
    abstract Map<String, String> texts(Program program, List<VerbDeclaration> verbs);

    /** Returns the prefix of the names of a program's shell functions. */
    static String function(Program program) {
        return "_" + program.name().replace('-', '_');
    }

    private String script() throws IOException {
        try (InputStream in = CompletionWriter.class.getResourceAsStream(resource())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the verbs whose name has two words; the key is the first word. */
    static Map<String, List<VerbDeclaration>> groups(List<VerbDeclaration> verbs) {
        Map<String, List<VerbDeclaration>> groups = new LinkedHashMap<>();
        for (VerbDeclaration verb : verbs) {
            if (!verb.second().isEmpty()) {
                groups.computeIfAbsent(verb.first(), _ -> new ArrayList<>()).add(verb);
            }
        }
        return groups;
    }

    /**
     * Returns the words that may be the first word after the program's name, in the order of help.
     */
    static List<String> firstWords(List<VerbDeclaration> verbs) {
        return verbs.stream()
                .map(VerbDeclaration::first)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Returns the verbs that accept a user's command after {@code --}. */
    static List<VerbDeclaration> takingCommands(List<VerbDeclaration> verbs) {
        return verbs.stream().filter(VerbDeclaration::takesCommand).toList();
    }

    /**
     * Returns the directory, relative to the home of all objects, that has one entry for each
     * object.
     */
    static String directory(Completion kind) {
        return switch (kind) {
            case BUFFER -> "buf";
            case MAILBOX -> "mq";
            case SEGMENT -> "shm";
            case TASK -> "task";
            case NONE, FILE, DIRECTORY, COMMAND -> throw new IllegalArgumentException(kind.name());
        };
    }

    /**
     * Returns the noun that describes an argument's value: the kind of an object, or another word.
     */
    static String noun(Argument<?> arg) {
        return switch (arg.completion()) {
            case BUFFER, MAILBOX, SEGMENT, TASK, FILE, DIRECTORY ->
                    arg.completion().name().toLowerCase();
            case NONE, COMMAND ->
                    arg.label().contains("|") || arg.label().isEmpty()
                            ? arg.names().getLast().substring(2)
                            : arg.label().toLowerCase().replaceAll("[^a-z]+", " ").strip();
        };
    }

    /**
     * Returns the examples of an argument as words that need no quoting in any shell.
     *
     * @throws IllegalStateException if an example would need quoting
     */
    static String words(Argument<?> arg) {
        for (String word : arg.examples()) {
            if (!word.matches("[A-Za-z0-9._/:%+,=-]+")) {
                throw new IllegalStateException(arg.names() + ": needs quoting: " + word);
            }
        }
        return String.join(" ", arg.examples());
    }

    /** Returns a text in single quotes, quoted for bash and zsh. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
