package ipckit.nativeimage;

import org.graalvm.nativeimage.VMRuntime;

/** The entry point of the native binary. */
public final class Main {
    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        StartDescriptors.prepare();
        // By default, the runtime itself calls this method before `main`. It also takes all words
        // that begin with -D or -XX: out of the command line, although the user may mean them for
        // a command. The option -H:-ParseRuntimeOptions prevents both.
        VMRuntime.initialize();
        ipckit.multicall.Main.main(args);
    }
}
