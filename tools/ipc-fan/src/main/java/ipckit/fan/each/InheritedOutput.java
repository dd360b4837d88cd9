package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/**
 * The output of a job that inherits the standard output of this program and writes to it directly.
 */
final class InheritedOutput implements JobOutput {
    @Override
    public ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    @Override
    public void read() {
        // this process does not read the output
    }

    @Override
    public void discard() {
        // a failed try has already written its output
    }

    @Override
    public void deliver(Runnable whenWritten) {
        whenWritten.run();
    }
}
