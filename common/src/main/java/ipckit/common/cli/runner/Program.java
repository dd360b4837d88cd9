package ipckit.common.cli.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of a program. The help page, the shell completions and the runner take the verbs
 * (subcommands) of the program from this declaration.
 *
 * @param name the name of the program's launcher; each error line begins with this name
 * @param purpose what the program does, in one line without a final full stop
 * @param textbook the textbook form of the program: the verb that runs when the first word of the
 *     command line is an option; empty if the program has no such verb
 * @param verbs the verbs outside the groups, in the order in which the help page shows them
 * @param groups the groups of verbs that have a help page of their own
 */
public record Program(
        String name,
        String purpose,
        Optional<Verb> textbook,
        List<Verb> verbs,
        List<VerbGroup> groups) {
    /**
     * The text that the help page shows for the textbook form, which has no verb name. The textbook
     * form runs when the command line begins with an option.
     */
    static final String TEXTBOOK = "-n N";

    /**
     * The system property that contains the version. The launcher sets this property, because the
     * start would take some milliseconds more if the program read the version from the resource
     * file.
     */
    private static final String VERSION_PROPERTY = "ipckit.version";

    /**
     * The resource file that contains the version. The build writes this file, so it is absent if
     * the classes were compiled without the build.
     */
    private static final String VERSION_RESOURCE = "version";

    /** Declares a program whose command line always begins with a verb. */
    public static Program of(String name, String purpose, List<Verb> verbs, VerbGroup... groups) {
        return new Program(name, purpose, Optional.empty(), verbs, List.of(groups));
    }

    /**
     * Declares a program that runs {@code textbook} when the command line begins with an option,
     * such as {@code -n}. A command line that begins with no option must begin with a verb.
     */
    public static Program withTextbookForm(
            String name, String purpose, Verb textbook, List<Verb> verbs, VerbGroup... groups) {
        return new Program(name, purpose, Optional.of(textbook), verbs, List.of(groups));
    }

    /**
     * Returns the version. The launcher passes the version in a system property. Without this
     * property, the version comes from a resource file that the Maven build has written. Returns
     * {@code unknown} if this file is missing, too, for example because an IDE has compiled the
     * program.
     */
    public static String version() {
        String known = System.getProperty(VERSION_PROPERTY);
        if (known != null) {
            return known;
        }
        try (InputStream in = Program.class.getResourceAsStream(VERSION_RESOURCE)) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words that the user types to run a verb. */
    String called(Verb verb) {
        return verb.words() == 0 ? name : name + " " + verb.name();
    }

    /**
     * Returns the beginning of a verb's usage line: the name of the program and the words that
     * select the verb. No words select the textbook form (the verb that runs when the command line
     * begins with an option). Its usage line contains {@link #TEXTBOOK} instead.
     */
    String synopsis(Verb verb) {
        return verb.words() == 0 ? name + " " + TEXTBOOK : called(verb);
    }

    /**
     * Returns the group of the verbs that begin with {@code word}; null if there is no such group.
     */
    VerbGroup group(String word) {
        for (VerbGroup group : groups) {
            if (group.name().equals(word)) {
                return group;
            }
        }
        return null;
    }

    /** Returns all verbs. The verbs of the groups come last. */
    List<Verb> allVerbs() {
        List<Verb> all = new ArrayList<>(verbs);
        for (VerbGroup group : groups) {
            all.addAll(group.verbs());
        }
        return all;
    }

    /**
     * Returns the verbs that help shows: all verbs except those of the kind {@link
     * Verb.Kind#INTERNAL}. The verbs of the groups come last.
     */
    public List<Verb> shownVerbs() {
        List<Verb> shown = new ArrayList<>();
        for (Verb verb : allVerbs()) {
            if (verb.shown()) {
                shown.add(verb);
            }
        }
        return shown;
    }
}
