package ipckit.common.os;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A script that does not begin with {@code #!}. The kernel refuses to execute such a script and
 * reports ENOEXEC. Shells and execvp(3) run this kind of script by {@code /bin/sh}.
 */
final class ShellScript {
    static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NAME = {'s', 'h'};

    private ShellScript() {}

    /**
     * Returns the arguments with which the shell runs a script. The first argument is the name of
     * the shell itself.
     *
     * @param file the path of the script
     * @param words the script's name and arguments
     */
    static List<byte[]> words(byte[] file, List<byte[]> words) {
        List<byte[]> all = new ArrayList<>(List.of(NAME, file));
        all.addAll(words.subList(1, words.size()));
        return all;
    }
}
