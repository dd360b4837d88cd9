package ipckit.common.cli.runner;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/** Finds the word that a user may have meant, for the error message about a misspelt word. */
public final class SimilarSpelling {
    private SimilarSpelling() {}

    /**
     * Returns the candidate whose spelling is most similar to the spelling of a word; null if no
     * spelling is similar.
     */
    public static String of(String word, List<String> candidates) {
        CommandSpec spec = CommandSpec.create();
        for (String candidate : candidates) {
            spec.addSubcommand(candidate, CommandSpec.create());
        }
        List<String> similar =
                new UnmatchedArgumentException(new CommandLine(spec), List.of(word))
                        .getSuggestions();
        return similar.isEmpty() ? null : similar.getFirst();
    }
}
