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
 * The environment that a new daemon gets from the process that starts it. Later, {@code daemon
 * restart} uses the recorded environment.
 */
final class DaemonEnvironment {
    private static final String HOME = "IPC_DIR";

    /**
     * The variables that a daemon does not inherit. The first two belong to the service manager of
     * the starting process. The next four belong to a daemon or a tree of processes that contains
     * the starting process. The daemon gets the last one with an absolute path.
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

    /** Returns the variables of a new daemon, except the tag, each as {@code NAME=VALUE}. */
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
        // The daemon belongs to no tree of processes.
        add(variables, "IPC_TREE", "");
        if (hasHome) {
            // A relative path would lead to another home if the daemon has another working
            // directory.
            String home = ExactText.of(PathBytes.of(HomeDirectory.fromEnvironment().path()));
            add(variables, HOME, home);
        }
        return variables;
    }

    /** Returns the given variables with the tag of a daemon in place of any other tag. */
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
