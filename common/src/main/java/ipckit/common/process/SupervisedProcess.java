package ipckit.common.process;

import ipckit.common.os.InheritableDescriptors;
import ipckit.common.os.ProcessEnvironment;
import ipckit.common.os.ProcessStat;
import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;
import ipckit.common.os.WorkingDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Methods for a process that a supervisor has started. They end the process when the supervisor
 * dies, change its working directory, and choose the descriptors and variables that its children
 * inherit.
 */
public final class SupervisedProcess {
    private SupervisedProcess() {}

    /**
     * Ends this process by TERM, with its clean-ups, when its parent dies. The calling thread must
     * live as long as this process.
     *
     * @param parent the pid of the process that has started this process. If this process has
     *     another parent now, the process {@code parent} has died, and this method sends TERM to
     *     this process at once
     */
    public static void endWithParent(long parent) {
        WaitCalls.signalAtParentDeath("TERM");
        long us = ProcessHandle.current().pid();
        try {
            if (ProcessStat.of(us).parent() != parent) {
                Signals.send(us, "TERM");
            }
        } catch (IOException e) {
            // Without /proc, the parent is unknown, and is taken to be alive.
        }
    }

    /**
     * Keeps an inherited descriptor for this process: the programs that it starts do not inherit
     * the descriptor.
     */
    public static void withhold(int descriptor) {
        InheritableDescriptors.withhold(descriptor);
    }

    /**
     * Makes / the working directory, so that this process does not prevent the unmounting of a file
     * system. From then on, the program must use only absolute paths.
     */
    public static void leaveDirectory() {
        WorkingDirectory.change(Path.of("/"));
    }

    /** Returns the variables that the children of this process get, each as {@code NAME=VALUE}. */
    public static List<byte[]> environment() {
        return ProcessEnvironment.variables();
    }

    /**
     * Sets the environment variables that the children of this process get. By default, the
     * children get the variables with which this process was started.
     *
     * @param variables the variables, each as {@code NAME=VALUE}
     * @param internal the name of a variable of this process that no child gets
     */
    public static void replaceEnvironment(List<byte[]> variables, String internal) {
        ProcessEnvironment.replaceInherited(variables, internal);
    }
}
