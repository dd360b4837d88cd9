package ipckit.dist.completion;

import ipckit.multicall.KitProgram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the scripts that complete the command lines of {@code ipckit}. A script offers the names
 * of the programs. It completes the words after a program's name by means of the script of that
 * program.
 */
final class KitCompletion {
    private KitCompletion() {}

    static String bash() throws IOException {
        return text("kit.bash", _ -> "")
                .replace("@KIT_OPTIONS@", String.join(" ", CompletionWriter.OF_THE_PROGRAM));
    }

    static String zsh() throws IOException {
        return text("kit.zsh", one -> "    '" + one.shortName() + ":" + one.purpose() + "'\n");
    }

    static String fish() throws IOException {
        return text(
                "kit.fish",
                one ->
                        "complete -c ipckit -n __ipckit_no_program -a "
                                + (one.shortName() + " -d '" + one.purpose())
                                + "'\n");
    }

    /**
     * Returns the text of a script: replaces the placeholders in a resource by the names and the
     * descriptions of the programs.
     *
     * @param resource the file name of the resource that contains the script with placeholders
     * @param description returns the lines of the script that describe a program
     */
    private static String text(String resource, Function<KitProgram, String> description)
            throws IOException {
        String script;
        try (InputStream in = KitCompletion.class.getResourceAsStream(resource)) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return script.replace("@NAMES@", joined(" ", KitProgram::shortName))
                .replace("@PATTERN@", joined("|", KitProgram::shortName))
                .replace("@DESCRIBED@\n", joined("", description));
    }

    private static String joined(String separator, Function<KitProgram, String> text) {
        return Arrays.stream(KitProgram.values()).map(text).collect(Collectors.joining(separator));
    }
}
