package ipckit.fan;

import ipckit.common.process.ProcessLaunch;

/** The job has our standard output itself. */
final class DirectOutput implements JobOutput {
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
