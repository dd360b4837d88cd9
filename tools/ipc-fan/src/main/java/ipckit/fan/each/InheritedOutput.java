package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/** The job has our standard output itself. */
final class InheritedOutput implements JobOutput {
    @Override
    public ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    @Override
    public void read() {
        // nothing comes to us
    }

    @Override
    public void forget() {
        // it is out already
    }

    @Override
    public void deliver(Runnable then) {
        then.run();
    }
}
