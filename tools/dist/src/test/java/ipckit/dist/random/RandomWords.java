package ipckit.dist.random;

import ipckit.common.cli.argument.Argument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Chooses the words of a command line at random. Most words fit the argument for which they are
 * chosen. All sizes, counts and durations are small, so that no command line takes long or needs
 * much memory.
 *
 * <p>A character of a word is a byte, so a word need not be valid in any encoding.
 */
final class RandomWords {
    private static final String OVERFLOW = "99999999999999999999";
    private static final String LONG = "x".repeat(300);
    private static final String UMLAUT_IN_UTF_8 = "\u00c3\u00bc";
    private static final String INVALID_UTF_8 = "\u00e9\u00ff";

    private static final List<String> HOSTILE =
            List.of(
                    "",
                    "-",
                    "--",
                    "---",
                    "-Z",
                    "--no-such-option",
                    "=",
                    ".",
                    "..",
                    "a/b",
                    " ",
                    "a\nb",
                    "-1",
                    "0",
                    OVERFLOW,
                    LONG,
                    UMLAUT_IN_UTF_8,
                    INVALID_UTF_8,
                    "sysv:",
                    "sysv:zz",
                    "posix:/",
                    "nats://x/y",
                    "link:a",
                    "$(id)",
                    "%s%n",
                    "@/etc/hostname");

    private static final List<String> NUMBERS =
            List.of("1", "1", "2", "2", "3", "4", "8", "0", "-1", "1.5", "x", OVERFLOW);
    private static final List<String> SIZES =
            List.of("1", "100", "4K", "4K", "64K", "1M", "0", "1KB", "-1", OVERFLOW + "K");
    private static final List<String> DURATIONS =
            List.of("0s", "1ms", "10ms", "100ms", "0.1s", "1", "-1s", "1y", OVERFLOW + "d");
    private static final List<String> MODES = List.of("0600", "0640", "0", "777", "8", "01777");
    private static final List<String> RATES = List.of("1000/s", "100/s", "0/s", "5", "1/y");
    private static final List<String> TEXTS =
            List.of(
                    "x",
                    "a b",
                    "%s %b",
                    "k=v",
                    ">= 0",
                    "== 7",
                    "soon,fail=1",
                    "now,fail=50%",
                    UMLAUT_IN_UTF_8);
    private static final List<String> SOURCES = List.of("mq:a", "buf:a", "mq:b", "buf:absent");
    private static final List<String> FILES =
            List.of(
                    RandomScenario.MADE,
                    RandomScenario.MADE,
                    "../text",
                    "absent/x",
                    "/dev/null",
                    ".");
    private static final List<String> DIRECTORIES =
            List.of(RandomScenario.STORE, RandomScenario.STORE, "absent", "/dev/null");

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("true"),
                    List.of("true"),
                    List.of("cat"),
                    List.of("cat"),
                    List.of("echo", "{}"),
                    List.of("false"),
                    List.of("sh", "-c", "exit 3"),
                    List.of("sh", "-c", "kill -KILL $$"),
                    List.of("/no/such/command"),
                    List.of("no-such-command"),
                    List.of("/dev/null"));

    private final Random random;
    private final List<String> names;

    /**
     * @param unique a name that only this test uses; it becomes the name of kernel objects
     */
    RandomWords(Random random, String unique) {
        this.random = random;
        String key = "sysv:0x" + Integer.toHexString(0x4000_0000 | unique.hashCode() >>> 2);
        names = List.of("a", "a", "a", "a", "b", "b", "absent", "posix:/" + unique, key);
    }

    /** Returns the words of a command line without the program's name. */
    List<String> line(DeclaredVerb verb) {
        List<String> words = new ArrayList<>(options(verb));
        words.addAll(random.nextInt(4) == 0 ? 0 : words.size(), operands(verb));
        words.addAll(command(verb));
        words.addAll(0, verb.words());
        if (!words.isEmpty() && random.nextInt(20) == 0) {
            words.set(random.nextInt(words.size()), pick(HOSTILE));
        }
        if (!words.isEmpty() && random.nextInt(20) == 0) {
            words.remove(random.nextInt(words.size()));
        }
        return List.copyOf(words);
    }

    private List<String> options(DeclaredVerb verb) {
        List<Argument<?>> declared = new ArrayList<>(verb.arguments().all());
        Collections.shuffle(declared, random);
        List<Argument<?>> chosen = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Argument<?> option : declared) {
            boolean excluded =
                    verb.arguments().excludedBy(option).stream().anyMatch(chosen::contains);
            if (!option.names().isEmpty()
                    && random.nextInt(100) < chance(option)
                    && (!excluded || random.nextInt(10) == 0)) {
                chosen.add(option);
                words.addAll(option(option));
            }
        }
        return words;
    }

    /** Returns the probability, in per cent, with which an option is on a command line. */
    private static int chance(Argument<?> option) {
        if (option.names().contains("--daemon")) {
            // With --daemon, a background process would do the work, but the test checks only the
            // process that it has started.
            return 0;
        }
        if (option.names().contains("--help") || option.isHiddenInHelp()) {
            return 1;
        }
        if (option.names().contains("--quiet") || option.names().contains("--no-wait")) {
            return 50;
        }
        return option.help().contains("required") || option.names().contains("--count") ? 80 : 15;
    }

    private List<String> option(Argument<?> option) {
        String name = pick(option.names());
        if (option.place() == Argument.Place.FLAG) {
            return List.of(name);
        }
        String value = value(option);
        return name.startsWith("--") && random.nextBoolean()
                ? List.of(name + "=" + value)
                : List.of(name, value);
    }

    private List<String> operands(DeclaredVerb verb) {
        List<String> words = new ArrayList<>();
        for (Argument<?> operand : verb.arguments().all()) {
            if (operand.place() == Argument.Place.OPERAND) {
                int more = random.nextInt(operand.many() ? 3 : 2);
                int count =
                        operand.many() ? operand.least() + more : Math.max(operand.least(), more);
                for (int i = 0; i < count; i++) {
                    words.add(value(operand));
                }
            }
        }
        return words;
    }

    private List<String> command(DeclaredVerb verb) {
        List<String> words = new ArrayList<>();
        for (Argument<?> arg : verb.arguments().all()) {
            if (arg.place() == Argument.Place.COMMAND && random.nextInt(100) < 95) {
                words.add("--");
                words.addAll(pick(COMMANDS));
                while (verb.name().equals("pipe") && random.nextInt(3) > 0) {
                    words.add(":::");
                    words.addAll(pick(COMMANDS));
                }
            }
        }
        return words;
    }

    private String value(Argument<?> arg) {
        if (random.nextInt(15) == 0) {
            return pick(HOSTILE);
        }
        return switch (arg.completion()) {
            case BUFFER, MAILBOX, SEGMENT, TASK, DAEMON -> pick(names);
            case PORT, PORT_SET, PORT_OR_SET, MAILBOX_OR_PORT -> pick(names);
            case FILE -> pick(FILES);
            case DIRECTORY -> pick(DIRECTORIES);
            case NONE, COMMAND -> plainValue(arg);
        };
    }

    private String plainValue(Argument<?> arg) {
        return switch (arg.label()) {
            case "NAME" -> pick(names);
            case "SOURCE" -> pick(SOURCES);
            case "SIZE" -> pick(SIZES);
            case "DURATION" -> pick(DURATIONS);
            case "OCTAL", "MODE" -> pick(MODES);
            case "N/s" -> pick(RATES);
            case "DIR" -> pick(DIRECTORIES);
            default -> {
                List<String> examples = arg.examples();
                boolean choice = arg.label().contains("|");
                if (choice || !examples.isEmpty() && random.nextInt(3) == 0) {
                    String example = pick(examples);
                    yield choice || isSmall(example) ? example : pick(NUMBERS);
                }
                yield random.nextInt(3) > 0 ? pick(NUMBERS) : pick(TEXTS);
            }
        };
    }

    /** Returns whether an example contains no number, or only one number, which is at most 16. */
    private static boolean isSmall(String example) {
        return example.matches("\\D*([0-9]|1[0-6])?\\D*");
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
