package ipckit.common.process;

import ipckit.common.os.Signals;

/**
 * The processes of a command that this process has started: the child and its descendants. A
 * descendant whose parent has ended still belongs to the command if {@link #signal} has found it
 * before. Safe for several threads.
 */
public final class CommandProcesses {
    private final TreeScan scan = new TreeScan(TreeTag.unique());

    /** Makes the processes of a launch belong to this object. Returns the launch. */
    public <L extends ProcessLaunch> L of(L launch) {
        launch.inTree();
        return launch;
    }

    /**
     * Sends a signal to each living process of the command. They get it in ascending order of their
     * pids.
     *
     * @param name the signal's name without SIG
     */
    public void signal(String name) {
        for (TreeProcess member : scan.members()) {
            boolean _ = Signals.send(member.pid(), name);
        }
    }
}
