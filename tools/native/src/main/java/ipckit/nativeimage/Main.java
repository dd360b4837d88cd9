package ipckit.nativeimage;

import org.graalvm.nativeimage.ProcessProperties;
import org.graalvm.nativeimage.VMRuntime;

/** The entry point of the native binary. */
public final class Main {
    private static final int OWN_FAILURE = 125;

    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        StartDescriptors.prepare();
        // By default, GraalVM's runtime does two things before `main`. It calls
        // VMRuntime.initialize(), which runs the startup hooks of the runtime, and it removes all
        // words that begin with -D or -XX: from the command line. The user may mean these words for
        // a command. Therefore the build option -H:-ParseRuntimeOptions turns off both actions, and
        // this method calls VMRuntime.initialize() itself.
        VMRuntime.initialize();
        ipckit.multicall.Main.main(args);
    }

    /**
     * Prints the reason why the program cannot start, and ends this process with the exit code 125.
     */
    static void fail(String reason) {
        String called = ProcessProperties.getArgumentVectorProgramName();
        String name = called.substring(called.lastIndexOf('/') + 1);
        System.err.println(name + ": cannot start: " + reason);
        Runtime.getRuntime().halt(OWN_FAILURE);
    }
}
