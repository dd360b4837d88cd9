package ipckit.dist.random;

import ipckit.common.cli.ExitCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The conditions under which a command line runs: its streams, resource limits, environment and
 * working directory. Half of all command lines have ordinary conditions.
 */
final class Surroundings {
    /**
     * The environment variable that contains the path of a directory. The files for the standard
     * streams are in this directory.
     */
    static final String FILES = "IPCKIT_TEST_FILES";

    /**
     * The exit code of a user's command that exceeds a limit on file sizes, so that SIGXFSZ ends
     * it.
     */
    private static final int FILE_TOO_LARGE = 128 + 25;

    private static final List<String> INPUTS =
            List.of(file("text"), file("text"), file("bytes"), file("zeros"), "</", "<&-");

    private static final List<String> LIMITS =
            List.of(
                    "-n 4",
                    "-n 8",
                    "-n 16",
                    "-n 64",
                    "-f 0",
                    "-v 500000",
                    "-v 2000000",
                    "-u 20",
                    "-d 100000",
                    "-d 400000",
                    "-s 128",
                    "-l 0",
                    "-i 0");

    private static final List<String> VARIABLES =
            List.of(
                    "LC_ALL=C",
                    "LC_ALL=POSIX",
                    "LC_ALL=de_DE.UTF-8",
                    "LC_ALL=",
                    "LC_ALL=no-such-locale",
                    "LANG=xx_YY",
                    "JAVA_TOOL_OPTIONS=-Xint",
                    "JAVA_TOOL_OPTIONS=-no-such",
                    "JDK_JAVA_OPTIONS=-no-such",
                    "_JAVA_OPTIONS=-no-such",
                    "CLASSPATH=/no/such.jar",
                    "JAVA_HOME=/no/such",
                    "BASH_ENV=/etc/hostname",
                    "ENV=/etc/hostname",
                    "SHELLOPTS=xtrace",
                    "POSIXLY_CORRECT=1",
                    "CDPATH=/",
                    "PATH=/usr/bin:/bin",
                    "TERM=dumb",
                    "NO_COLOR=1",
                    "COLUMNS=3",
                    "IPC_TASK=b",
                    "TMPDIR=/no/such",
                    "TMPDIR=$'/no/such\\xff'",
                    "HOME=/no/such",
                    "-u TMPDIR",
                    "-u HOME",
                    "-u PATH",
                    "-u PWD");

    /** The variables that a command line keeps even if {@code env -i} clears its environment. */
    private static final List<String> KEPT =
            List.of("IPC_DIR=\"$IPC_DIR\"", "IPCKIT_TEST_RUN=\"$IPCKIT_TEST_RUN\"");

    private static final List<String> HOMES =
            List.of(
                    "IPC_DIR=/no/such/home",
                    "IPC_DIR=$'/no/such\\xff'",
                    "IPC_DIR=/dev/null",
                    "IPC_DIR=/proc/self");

    private final Random random;
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder environment = new StringBuilder();
    private final StringBuilder redirections = new StringBuilder();
    private final Set<Integer> codes = new TreeSet<>();
    private boolean errorsAreSeen = true;

    /** Chooses conditions at random. */
    Surroundings(Random random) {
        this.random = random;
        if (random.nextBoolean()) {
            return;
        }
        if (random.nextInt(20) == 0) {
            // The option -p is needed because the directory exists already if a signal has ended an
            // earlier shell before its rmdir.
            String gone = "\"$" + FILES + "/gone\"";
            before.append("mkdir -p " + gone + " && cd " + gone + " && rmdir " + gone + " && ");
            allow(ExitCode.AROUND_COMMAND);
        }
        if (random.nextInt(20) == 0) {
            String strange = "\"$" + FILES + "\"/$'\\xff'";
            before.append("mkdir -p " + strange + " && cd " + strange + " && ");
            allow(ExitCode.CANNOT_CREATE, ExitCode.IO);
        }
        chooseInput();
        redirect(1);
        redirect(2);
        if (random.nextInt(6) == 0) {
            String limit = pick(LIMITS);
            before.append("ulimit ").append(limit).append(" && ");
            allow(ExitCode.IO, ExitCode.AROUND_COMMAND);
            codes.add(FILE_TOO_LARGE);
        }
        chooseVariables();
    }

    private void chooseVariables() {
        List<String> variables = new ArrayList<>();
        while (random.nextInt(3) > 0) {
            variables.add(pick(VARIABLES));
        }
        if (random.nextInt(15) == 0) {
            environment.append("-i ");
            variables.addAll(KEPT);
        }
        if (random.nextInt(20) == 0) {
            variables.add(pick(HOMES));
            allow(ExitCode.UNAVAILABLE, ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
        }
        // env(1) expects its options before the variables.
        variables.sort((a, b) -> Boolean.compare(b.startsWith("-"), a.startsWith("-")));
        variables.forEach(variable -> environment.append(variable).append(' '));
    }

    private void chooseInput() {
        if (random.nextBoolean()) {
            redirections.append(' ').append(pick(INPUTS));
            allow(ExitCode.IO);
        }
    }

    private static String file(String name) {
        return "<\"$" + FILES + "/" + name + "\"";
    }

    private void allow(ExitCode... allowed) {
        for (ExitCode code : allowed) {
            codes.add(code.code());
        }
    }

    /**
     * Redirects standard output or standard error at random. In three of four cases, the stream
     * stays an ordinary file.
     */
    private void redirect(int descriptor) {
        String target;
        switch (random.nextInt(12)) {
            case 0 -> target = "&-";
            case 1 -> target = "/dev/full";
            case 2 -> {
                // Opens a named pipe that no process reads.
                int pipe = descriptor + 3;
                String path = "\"$" + FILES + "/pipe\"";
                before.append("exec 3<>" + path + " " + pipe + ">" + path + " 3<&- && ");
                target = "&" + pipe + " " + pipe + ">&-";
            }
            default -> {
                return;
            }
        }
        redirections.append(' ').append(descriptor).append('>').append(target);
        errorsAreSeen &= descriptor != 2;
        allow(ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    /** Returns the shell script that runs a command line under these conditions. */
    String script(String commandLine) {
        String env = environment.isEmpty() ? "" : "env " + environment;
        return before + "exec " + env + commandLine + redirections;
    }

    /** Returns the exit codes that every verb may have under these conditions. */
    Set<Integer> codes() {
        return codes;
    }

    /** Returns whether standard error is an ordinary file. */
    boolean errorsAreSeen() {
        return errorsAreSeen;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
