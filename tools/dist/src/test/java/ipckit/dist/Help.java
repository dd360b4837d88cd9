package ipckit.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The help pages of a program, for comparison with manual pages and completions.
 *
 * @param program the program's name
 */
record Help(String program) {
    /** The options that every verb has. A manual page describes these options only once. */
    static final Set<String> OF_EVERY_VERB = Set.of("-q", "--quiet", "-h", "--help");

    /** The options of the program itself, other than help. */
    static final Set<String> OF_THE_PROGRAM = Set.of("-V", "--version");

    private static final Map<String, String> PAGES = new ConcurrentHashMap<>();

    private static final Pattern VERB = Pattern.compile("(?m)^  ([a-z]+( [a-z][a-z-]*)*) {3,}\\S");
    private static final Pattern GROUP = Pattern.compile("(?m)^  ([a-z]+) VERB {3,}\\S");
    private static final Pattern OPTION =
            Pattern.compile("(?m)^ {2,6}((?:-\\w, )*)(--[a-z-]+)(?:=(\\S+))?(?: |$)");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^  (\\d+) +\\S");

    /**
     * Returns the names of the verbs that the help page of the program lists. They have one or two
     * words. Returns one empty name if the program has no verbs.
     */
    List<String> verbs() {
        String help = text(List.of());
        return help.contains("\nVerbs:\n")
                ? VERB.matcher(help).results().map(found -> found.group(1)).toList()
                : List.of("");
    }

    /**
     * Returns the names of all verbs. Verbs with the same first word, such as {@code daemon}, may
     * be a group. The program's help page lists a group as {@code daemon VERB}, and only the help
     * page of {@code daemon} lists the verbs of the group.
     */
    List<String> allVerbs() {
        List<String> all = new ArrayList<>(verbs());
        for (MatchResult group : found(GROUP, "")) {
            for (MatchResult verb : found(VERB, group.group(1))) {
                all.add(verb.group(1));
            }
        }
        return all;
    }

    /** Returns the long and short options of a verb. */
    Set<String> options(String verb) {
        Set<String> options = new TreeSet<>(verb.isEmpty() ? OF_THE_PROGRAM : Set.of());
        for (MatchResult found : found(OPTION, verb)) {
            options.add(found.group(2));
            for (int i = 0; i < found.group(1).length(); i += "-x, ".length()) {
                options.add(found.group(1).substring(i, i + "-x".length()));
            }
        }
        return options;
    }

    /**
     * Returns the long and short options of a verb. For a verb with an option such as {@code
     * --daemon}, the result includes the options on the help page of {@code daemon}, which the
     * verb's own help page leaves out.
     */
    Set<String> allOptions(String verb) {
        Set<String> options = options(verb);
        for (MatchResult group : found(GROUP, "")) {
            if (options.contains("--" + group.group(1))) {
                options.addAll(options(group.group(1)));
            }
        }
        return options;
    }

    /**
     * Returns the options of a verb that accept only certain words as their value. The map's key is
     * the long name of an option, and the map's value is the list of the accepted words.
     */
    Map<String, List<String>> choices(String verb) {
        Map<String, List<String>> choices = new TreeMap<>();
        for (MatchResult found : found(OPTION, verb)) {
            String label = found.group(3);
            if (label != null && label.contains("|")) {
                choices.put(found.group(2), List.of(label.split("\\|")));
            }
        }
        return choices;
    }

    List<String> exitCodes(String verb) {
        return found(EXIT_CODE, verb).stream().map(found -> found.group(1)).toList();
    }

    /**
     * Splits the name of a verb into the words that a user types between the program's name and
     * {@code --help}. The name is empty for a program without verbs. It is {@code -n 1} for the
     * textbook form of a program, which has the option {@code -n} instead of a verb.
     *
     * @param verb the verb's name
     */
    static List<String> words(String verb) {
        return new ArrayList<>(verb.isEmpty() ? List.of() : List.of(verb.split(" ")));
    }

    private List<MatchResult> found(Pattern pattern, String verb) {
        return pattern.matcher(text(words(verb))).results().toList();
    }

    /** Returns a help page. Starts the program only once for each page. */
    private String text(List<String> verb) {
        List<String> words = new ArrayList<>(verb);
        words.add("--help");
        return PAGES.computeIfAbsent(
                program + " " + String.join(" ", words),
                page ->
                        LaunchedCommand.of(program, words.toArray(String[]::new))
                                .run()
                                .expect(0)
                                .output());
    }
}
