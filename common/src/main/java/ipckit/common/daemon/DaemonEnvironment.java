package ipckit.common.daemon;

import ipckit.common.ExactText;
import ipckit.common.PathBytes;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.SupervisedProcess;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The environment of a new daemon. The daemon gets most variables from the process that starts it.
 * The environment is recorded, and {@code daemon restart} uses the recorded environment.
 */
final class DaemonEnvironment {
    private static final String HOME = "IPC_DIR";

    /**
     * The variables that a daemon does not inherit from the process that starts it. {@code
     * NOTIFY_SOCKET} and {@code JOURNAL_STREAM} come from a service manager, and describe only that
     * process. {@code IPC_DIR} may be a relative path, so the daemon gets the absolute path
     * instead. Each of the other variables marks a process as part of a daemon, or as part of a
     * tree of processes. The new daemon must not inherit such a mark.
     */
    private static final Set<String> REMOVED =
            Set.of(
                    "NOTIFY_SOCKET",
                    "JOURNAL_STREAM",
                    MainProcess.VARIABLE,
                    DaemonRecord.NAME_VARIABLE,
                    DaemonRecord.TAG_VARIABLE,
                    "IPC_TREE",
                    HOME);

    private DaemonEnvironment() {}

    /**
     * Returns the variables of a new daemon, each as {@code NAME=VALUE}. The result lacks the
     * variable by which the processes of the daemon are found. {@link #tagged} adds that variable.
     */
    static List<byte[]> of(ObjectName name) {
        List<byte[]> variables = new ArrayList<>();
        boolean hasHome = false;
        for (byte[] variable : SupervisedProcess.environment()) {
            String text = ExactText.of(variable);
            String key = text.substring(0, Math.max(0, text.indexOf('=')));
            hasHome |= key.equals(HOME);
            if (!REMOVED.contains(key)) {
                variables.add(variable);
            }
        }
        add(variables, DaemonRecord.NAME_VARIABLE, name.text());
        // The value is empty, because the daemon belongs to no tree of processes.
        add(variables, "IPC_TREE", "");
        if (hasHome) {
            // IPC_DIR names the home, which is the directory of all objects. The daemon may have
            // another working directory, in which a relative path would name another directory.
            // Therefore the path is made absolute.
            String home = ExactText.of(PathBytes.of(HomeDirectory.fromEnvironment().path()));
            add(variables, HOME, home);
        }
        return variables;
    }

    /**
     * Returns the given variables and the variable {@code IPCKIT_DAEMON_TAG} with the value {@code
     * tag}. The processes of a daemon are found by this variable. If the given variables already
     * contain it, its old value is dropped.
     */
    static List<byte[]> tagged(List<byte[]> variables, String tag) {
        List<byte[]> tagged = new ArrayList<>(variables);
        tagged.removeIf(
                variable -> ExactText.of(variable).startsWith(DaemonRecord.TAG_VARIABLE + "="));
        add(tagged, DaemonRecord.TAG_VARIABLE, tag);
        return tagged;
    }

    private static void add(List<byte[]> variables, String name, String value) {
        variables.add(ExactText.bytesOf(name + "=" + value));
    }
}
