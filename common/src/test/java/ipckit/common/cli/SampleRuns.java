package ipckit.common.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import uk.org.webcompere.systemstubs.jupiter.SystemStub;
import uk.org.webcompere.systemstubs.jupiter.SystemStubsExtension;
import uk.org.webcompere.systemstubs.stream.SystemErr;
import uk.org.webcompere.systemstubs.stream.SystemOut;

/** The base of tests that run a sample program on stubbed standard streams. */
@ExtendWith(SystemStubsExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
public abstract class SampleRuns {
    @SystemStub protected SystemOut out;
    @SystemStub protected SystemErr err;

    /** Clears the stubbed streams, and runs the sample program on them. */
    protected final int run(String... args) {
        return run(Sample.PROGRAM, args);
    }

    /** Clears the stubbed streams, and runs a program on them. */
    protected final int run(Program program, String... args) {
        out.clear();
        err.clear();
        return Runner.run(program, args, Console.of(System.in, System.out, System.err));
    }

    /**
     * Runs a program with the arguments {@code words}. Asserts that the program exits with 2 and
     * prints one line on standard error: {@code who}, {@code message}, and the advice to try {@code
     * --help}.
     *
     * @param who the program's name, or the program's name and the verb's name
     */
    protected final void assertRefused(
            Program program, String who, String message, String... words) {
        assertEquals(2, run(program, words));
        assertEquals(who + ": " + message + "; try '" + who + " --help'\n", err.getText());
        assertEquals("", out.getText());
    }
}
