package ipckit.dist.random;

import ipckit.common.cli.ExitCode;
import ipckit.dist.LaunchedCommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A command line of a program, with the conditions under which it runs.
 *
 * @param words the words after the program's name; each character of a word is a byte
 * @param signal the signal that the process gets soon after its start; null for no signal
 * @param delayMillis the time from the start of the process to the signal, in milliseconds
 */
record RandomCommandLine(
        DeclaredVerb verb,
        List<String> words,
        Surroundings surroundings,
        Signal signal,
        long delayMillis) {
    private static final int SIGNALLED = 128;

    /**
     * The limit of the delay before the signal: each delay is less than this number of
     * milliseconds. A short command ends within this time.
     */
    private static final int LARGEST_DELAY = 150;

    /** The exit codes of the user's commands that {@link RandomWords} chooses. */
    private static final List<Integer> CODES_OF_COMMANDS =
            List.of(0, 1, 3, 126, 127, SIGNALLED + 9, SIGNALLED + 13, SIGNALLED + 15);

    /** A signal that ends a program. */
    enum Signal {
        HUP(1),
        INT(2),
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        /** Returns the exit code of a process that this signal has ended. */
        int code() {
            return SIGNALLED + number;
        }
    }

    /** Chooses a command line of a verb at random. */
    static RandomCommandLine of(DeclaredVerb verb, RandomWords words, Random random) {
        List<String> line = words.line(verb);
        Surroundings surroundings = new Surroundings(random);
        Signal signal =
                random.nextInt(8) == 0
                        ? Signal.values()[random.nextInt(Signal.values().length)]
                        : null;
        return new RandomCommandLine(
                verb, line, surroundings, signal, random.nextInt(LARGEST_DELAY + 1));
    }

    /** Returns a shell script that runs the command line in the process of the shell. */
    String script() {
        List<String> quoted = new ArrayList<>();
        quoted.add(quoted(LaunchedCommand.BIN.resolve(verb.program()).toString()));
        words.forEach(word -> quoted.add(quoted(word)));
        return surroundings.script(String.join(" ", quoted));
    }

    /** Returns the exit codes with which the command line may end. */
    Set<Integer> codes() {
        Set<Integer> codes = new TreeSet<>(verb.codes());
        codes.addAll(surroundings.codes());
        if (verb.runsPrograms()) {
            codes.addAll(CODES_OF_COMMANDS);
            codes.add(ExitCode.AROUND_COMMAND.code());
        }
        if (signal != null) {
            codes.add(signal.code());
        }
        return codes;
    }

    /**
     * Returns whether the command line may run until it gets a signal: it waits without a time
     * limit, or works for many seconds.
     */
    boolean isEndless() {
        boolean bounded =
                words.contains("--no-wait")
                        || words.contains("--drain")
                        || words.stream().anyMatch(word -> word.startsWith("--timeout"));
        return verb.has("--timeout") && !bounded
                || words.contains("--watch")
                || words.contains("--follow")
                || verb.name().endsWith("bench")
                || verb.name().equals("from")
                || verb.program().equals("ipc-mq") && verb.name().equals("serve");
    }

    /**
     * Returns the largest number of lines that the program may write to standard error, or a
     * negative number if there is no limit. With {@code --quiet}, the limit is the number of words
     * after the verb, and at least 1. Without {@code --quiet}, there is no limit. Even with {@code
     * --quiet}, there is no limit if {@code --trace} is given, or if the verb runs a user's command
     * or several processes.
     */
    int mostErrorLines() {
        boolean quiet = words.contains("-q") || words.contains("--quiet");
        boolean tells = verb.runsPrograms() || words.contains("--trace");
        return quiet && !tells ? Math.max(1, words.size() - verb.words().size()) : -1;
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./:=,%+@-]+")) {
            return word;
        }
        if (word.matches("[ -~]*")) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        StringBuilder bytes = new StringBuilder("$'");
        for (char one : word.toCharArray()) {
            bytes.append(String.format("\\x%02x", (int) one));
        }
        return bytes.append('\'').toString();
    }
}
