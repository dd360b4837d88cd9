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
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
    private static final int OPERATIONS_BETWEEN_DEATHS = Torture.LONG ? 200 : 30;
    private static final int LEAST_DEATHS = OPERATIONS / OPERATIONS_BETWEEN_DEATHS / 5;
    private static final int MOST_TIMES = 3;
    private static final String[] TASKS = {"A", "B", "C"};
    private static final String[] NAMES = {"p", "q", "r", "p.2", "q.2", "r.2", "notify", "kernel"};
    private static final String[] RIGHTS = {"RECEIVE", "SEND", "SEND", "SEND_ONCE"};
    private static final String[] CARRIES = {
        "copy-SEND", "copy-SEND_ONCE", "move-SEND", "move-RECEIVE", "move-RECEIVE"
    };
    private static final String[] EVENTS = {"DEAD_NAME", "NO_SENDERS", "PORT_DESTROYED"};

    private static final Set<SpaceStep> STEPS_OF_CALLS =
            EnumSet.of(
                    SpaceStep.PJ1,
                    SpaceStep.PJ2,
                    SpaceStep.PJ3,
                    SpaceStep.PY1,
                    SpaceStep.PY2,
                    SpaceStep.PY3,
                    SpaceStep.PC1,
                    SpaceStep.PC2,
                    SpaceStep.PC3,
                    SpaceStep.PC4,
                    SpaceStep.PC5);

    private final Random random = new Random(Torture.SEED);
    private MachSpecification specification = new MachSpecification();
    private int sent;

    /**
     * True to compare the state after each operation; false to compare it after about one of eight
     * operations. The test of the lanes, the separately locked parts of the port space, uses false,
     * because reading the state moves the rights out of the lanes.
     */
    private boolean isObservedAlways;

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

    /** Returns a random name, in most cases one that the task has for one of its ports. */
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
            case 2, 3 ->
                    "allocate " + task + " " + one("p", "q", "r") + " " + one("0", "1", "2", "8");
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

    /** Returns a random operation of a client C and a server S that make calls. */
    private String operationOfCall() {
        String preparation = preparationOfCall();
        if (preparation != null && random.nextInt(2) == 0) {
            return preparation;
        }
        String keeping = random.nextInt(8) == 0 ? "" : PortScriptActor.KEEPING;
        return switch (random.nextInt(32)) {
            case 0 -> "drop S " + name("S") + " SEND_ONCE";
            case 1 -> random.nextInt(4) == 0 ? "destroy C " + name("C") : "receive C notify";
            case 2 -> random.nextInt(4) == 0 ? "destroy S " + name("S") : "receive S notify";
            case 3 -> "insert S calls SEND C calls";
            case 4 -> random.nextInt(16) == 0 ? "remove " + one("C", "S") : "receive S calls";
            case 5 -> "insert C replies SEND_ONCE S " + one("replies", "other");
            case 6 -> "move S " + name("S") + " SEND_ONCE C replies";
            case 7, 8 -> keeping + "send C calls m" + sent++ + " copy-SEND_ONCE other";
            case 9, 10 -> keeping + "receive C other";
            case 11, 12, 13, 14, 15, 16 ->
                    keeping + "send C calls m" + sent++ + " copy-SEND_ONCE replies";
            case 17, 18, 19, 20, 21 -> keeping + "receive S calls";
            case 22, 23, 24, 25, 26, 27 -> keeping + "send S " + right("S") + " m" + sent++;
            default -> keeping + "receive C replies";
        };
    }

    /**
     * Returns an operation that creates the first missing task, port or right that calls need; null
     * if none is missing.
     */
    private String preparationOfCall() {
        for (String task : List.of("S", "C")) {
            if (!specification.taskNames().contains(task)) {
                return "create " + task;
            }
        }
        List<String> client = specification.names("C");
        if (!specification.names("S").contains("calls")) {
            return "allocate S calls 2";
        }
        if (!client.contains("calls")) {
            return "insert S calls SEND C calls";
        }
        for (String port : List.of("replies", "other")) {
            if (!client.contains(port)) {
                return "allocate C " + port + " 2";
            }
        }
        return null;
    }

    /** Returns a random name that a task has for a port, preferably for a right to reply. */
    private String right(String task) {
        String name = name(task);
        for (int i = 0; i < 8 && !name.startsWith("replies") && !name.startsWith("other"); i++) {
            name = name(task);
        }
        return name;
    }

    private static String state(Actor actor) throws IOException {
        return actor.perform("state").replace(';', '\n');
    }

    @Test
    void agreesWithTheSpecificationAlthoughProcessesAreKilled() throws Exception {
        isObservedAlways = true;
        agrees(this::operation, EnumSet.range(SpaceStep.PJ1, SpaceStep.PT1));
    }

    @Test
    void callsAgreeWithTheSpecificationAlthoughProcessesAreKilled() throws Exception {
        agrees(this::operationOfCall, STEPS_OF_CALLS);
    }

    private void agrees(Supplier<String> operations, Set<SpaceStep> steps) throws Exception {
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
                if (done % OPERATIONS_BETWEEN_DEATHS == 0) {
                    // If the previous process is still alive, it has not reached the step at which
                    // it is to be killed. A new process with a newly chosen step replaces the
                    // previous process.
                    if (mortal != null) {
                        mortal.close();
                    }
                    mortal = new Actor(home, crash(List.copyOf(steps)));
                }
                Actor actor = actors.get(random.nextInt(PROCESSES));
                String line = operations.get();
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
            assertTrue(!Torture.LONG || deaths >= LEAST_DEATHS, deaths + " deaths");
        } finally {
            if (mortal != null) {
                mortal.close();
            }
            for (Actor actor : actors) {
                actor.close();
            }
        }
    }

    private String crash(List<SpaceStep> steps) {
        SpaceStep step = steps.get(random.nextInt(steps.size()));
        return step.name() + ":" + (1 + random.nextInt(MOST_TIMES));
    }

    private void check(String line, String result, Actor observer) throws IOException {
        MachSpecification before = specification;
        specification = after(before, line, result, 0);
        if (isObservedAlways || random.nextInt(8) == 0) {
            String observed = state(observer);
            int choices = specification.choices();
            for (int i = 1; i < choices && !specification.state().equals(observed); i++) {
                specification = after(before, line, result, i);
            }
            assertEquals(specification.state(), observed, line);
        }
    }

    /**
     * Returns the state of the specification after an operation, or {@code before} if the operation
     * is refused. Fails if the result of the operation in the specification differs from {@code
     * result}.
     */
    private static MachSpecification after(
            MachSpecification before, String line, String result, int choice) {
        MachSpecification next = before.copy();
        String expected = next.perform(withoutKeeping(line), result, choice);
        assertEquals(expected, result, line);
        return expected.startsWith("ok") ? next : before;
    }

    private static String withoutKeeping(String line) {
        return line.startsWith(PortScriptActor.KEEPING)
                ? line.substring(PortScriptActor.KEEPING.length())
                : line;
    }

    /**
     * Checks the state after a process has died during an operation. The interrupted operation may
     * or may not have taken effect.
     */
    private void checkAfterDeath(String line, Actor observer) throws IOException {
        String observed = state(observer);
        String operation = withoutKeeping(line);
        boolean isRepeatable = operation.startsWith("receive") || operation.startsWith("notify");
        boolean isUndone = observed.equals(specification.state());
        if (isUndone && !isRepeatable) {
            return;
        }
        MachSpecification next = specification.copy();
        String expected = next.perform(operation, "", 0);
        if (!isUndone && expected.startsWith("ok") && next.state().equals(observed)) {
            specification = next;
            return;
        }
        boolean isAccepted =
                operation.startsWith("receive")
                        && expected.startsWith("ok")
                        && hasOneMore(observed, next.state());
        if (isUndone || operation.startsWith("notify") || isAccepted) {
            check(line, observer.perform(line), observer);
            return;
        }
        assertTrue(expected.startsWith("ok"), line + ": " + expected + "\n" + observed);
        assertEquals(next.state(), observed, line);
    }

    /**
     * Returns whether the process that died during {@code receive} left the message in the mailbox.
     * In this case, the process accepted the rights of the message and caused the resulting
     * notices, but it did not acknowledge the message. Therefore the message is delivered again.
     *
     * @param received the state with all effects of {@code receive}
     */
    private static boolean hasOneMore(String observed, String received) {
        return messages(observed) == messages(received) + 1;
    }

    /** Returns the number of all messages, which the last line of a state contains. */
    private static int messages(String state) {
        String last = state.lines().reduce("", (_, line) -> line);
        return Integer.parseInt(last.substring(0, last.indexOf(' ')));
    }
}
