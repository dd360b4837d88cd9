package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/** The job inherits our standard output and writes to it directly. */
final class InheritedOutput implements JobOutput {
    @Override
    public ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    @Override
    public void read() {
        // the output does not pass through this process
    }

    @Override
    public void discard() {
        // the output has been written already
    }

    @Override
    public void deliver(Runnable whenWritten) {
        whenWritten.run();
    }
}
