package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.Scratch;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Compares the port space with {@link MachSpecification}: several processes perform random
 * operations, and some of them are killed at a random step. After each operation, the result, the
 * rights of all tasks and the numbers of messages must be those of the specification. After the
 * death of a process, the rights and numbers must be those of the specification either before or
 * after the interrupted operation.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(7200)
final class PortSpecificationIT {
    private static final int OPERATIONS = Torture.LONG ? 100_000 : 300;
    private static final int PROCESSES = 3;
    private static final int OPERATIONS_BETWEEN_DEATHS = Torture.LONG ? 40 : 30;
    private static final int MOST_TIMES = 3;
    private static final String[] TASKS = {"A", "B", "C"};
    private static final String[] NAMES = {"p", "q", "r", "p.2", "q.2", "r.2", "notify", "kernel"};
    private static final String[] RIGHTS = {"RECEIVE", "SEND", "SEND", "SEND_ONCE"};
    private static final String[] CARRIES = {
        "copy-SEND", "copy-SEND_ONCE", "move-SEND", "move-RECEIVE", "move-RECEIVE"
    };
    private static final String[] EVENTS = {"DEAD_NAME", "NO_SENDERS", "PORT_DESTROYED"};

    private final Random random = new Random(Torture.SEED);
    private MachSpecification specification = new MachSpecification();
    private int sent;

    /** A process that performs operations. */
    private static final class Actor implements AutoCloseable {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;

        Actor(Path home, String crashAt) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PortScriptActor.class.getName(),
                            home.toString());
            if (crashAt != null) {
                builder.environment().put("IPCKIT_CRASH_AT", crashAt);
            }
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            in = process.getOutputStream();
            out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** Returns the result of an operation; null if the process has died. */
        String perform(String line) throws IOException {
            try {
                in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                in.flush();
            } catch (IOException e) {
                return null;
            }
            return out.readLine();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            try {
                assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process does not end");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            out.close();
        }
    }

    private String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Returns a random name. In most cases, the task has this name. */
    private String name(String task) {
        List<String> names =
                specification.taskNames().contains(task) ? specification.names(task) : List.of();
        return names.isEmpty() || random.nextInt(8) == 0
                ? one(NAMES)
                : names.get(random.nextInt(names.size()));
    }

    private String operation() {
        String task = one(TASKS);
        String to = one(TASKS);
        String name = name(task);
        return switch (random.nextInt(20)) {
            case 0 -> "create " + task;
            case 1 -> random.nextInt(4) == 0 ? "remove " + task : "create " + task;
            case 2, 3 -> "allocate " + task + " " + one("p", "q", "r") + " " + one("1", "2", "8");
            case 4 -> random.nextInt(2) == 0 ? "destroy " + task + " " + name : "create " + to;
            case 5, 6 -> "insert " + task + " " + name + " " + one(RIGHTS) + " " + to + " p";
            case 7 -> "copy " + task + " " + name + " " + to + " q";
            case 8 -> "move " + task + " " + name + " " + one(RIGHTS) + " " + to + " r";
            case 9 -> "drop " + task + " " + name + " " + one(RIGHTS);
            case 10, 11 -> "notify " + task + " " + name + " " + one(EVENTS);
            case 12, 13, 14, 15 -> {
                StringBuilder send =
                        new StringBuilder(
                                one("send", "send", "pend")
                                        + " "
                                        + task
                                        + " "
                                        + name
                                        + " m"
                                        + sent++);
                for (int i = random.nextInt(3); i > 0; i--) {
                    send.append(' ').append(one(CARRIES)).append(' ').append(name(task));
                }
                yield send.toString();
            }
            default -> "receive " + task + " " + name;
        };
    }

    private static String state(Actor actor) throws IOException {
        return actor.perform("state").replace(';', '\n');
    }

    @Test
    void agreesWithTheSpecificationAlthoughProcessesAreKilled() throws Exception {
        System.out.println("port space: seed " + Torture.SEED);
        List<Actor> actors = new ArrayList<>();
        Actor mortal = null;
        int deaths = 0;
        try (Scratch scratch = new Scratch()) {
            Path home = scratch.newDirectory();
            for (int i = 0; i < PROCESSES; i++) {
                actors.add(new Actor(home, null));
            }
            for (int done = 0; done < OPERATIONS; done++) {
                if (mortal == null && done % OPERATIONS_BETWEEN_DEATHS == 0) {
                    mortal = new Actor(home, crash());
                }
                Actor actor = actors.get(random.nextInt(PROCESSES));
                String line = operation();
                if (mortal != null && random.nextInt(2) == 0) {
                    String result = mortal.perform(line);
                    if (result != null) {
                        check(line, result, actor);
                    } else {
                        mortal.close();
                        mortal = null;
                        deaths++;
                        checkAfterDeath(line, actor);
                    }
                } else {
                    check(line, actor.perform(line), actor);
                }
            }
            System.out.println("port space: " + OPERATIONS + " operations, " + deaths + " deaths");
        } finally {
            if (mortal != null) {
                mortal.close();
            }
            for (Actor actor : actors) {
                actor.close();
            }
        }
    }

    private String crash() {
        SpaceStep step = SpaceStep.values()[random.nextInt(SpaceStep.values().length)];
        return step.name() + ":" + (1 + random.nextInt(MOST_TIMES));
    }

    private void check(String line, String result, Actor observer) throws IOException {
        MachSpecification next = specification.copy();
        String expected = next.perform(line, result);
        assertEquals(expected, result, line);
        if (expected.startsWith("ok")) {
            specification = next;
        }
        assertEquals(specification.state(), state(observer), line);
    }

    /**
     * Checks the state after a process has died during an operation. The interrupted operation may
     * or may not have taken effect.
     */
    private void checkAfterDeath(String line, Actor observer) throws IOException {
        String observed = state(observer);
        boolean isRepeatable = line.startsWith("receive") || line.startsWith("notify");
        boolean isUndone = observed.equals(specification.state());
        if (isUndone && !isRepeatable) {
            return;
        }
        MachSpecification next = specification.copy();
        String expected = next.perform(line, "");
        if (!isUndone && expected.startsWith("ok") && next.state().equals(observed)) {
            specification = next;
            return;
        }
        if (isRepeatable && (isUndone || line.startsWith("notify") || isAccepted(observed))) {
            check(line, observer.perform(line), observer);
            return;
        }
        assertTrue(expected.startsWith("ok"), line + ": " + expected + "\n" + observed);
        assertEquals(next.state(), observed, line);
    }

    /**
     * Returns whether the process that died during {@code receive} left the message in the mailbox.
     * In this case, the process accepted the rights of the message, but it did not acknowledge the
     * message. Therefore the message is delivered again.
     */
    private boolean isAccepted(String observed) {
        return messages(observed).equals(messages(specification.state()));
    }

    /** Returns the last line of a state: the number of all messages. */
    private static String messages(String state) {
        return state.lines().reduce("", (_, line) -> line);
    }
}
