package ipckit.mq.microkernel;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;
import ipckit.mq.microkernel.scheduler.SchedulerVerbs;

import java.util.ArrayList;
import java.util.List;

/** The verbs that run the kernel. */
public final class KernelVerbs {
    private KernelVerbs() {}

    /**
     * Returns the verbs.
     *
     * @param main the main class of this program, with which the kernel starts the services
     */
    public static VerbGroup group(Class<?> main) {
        return new VerbGroup("kernel", "A microkernel with services outside it", () -> verbs(main));
    }

    private static List<Verb> verbs(Class<?> main) {
        List<Verb> verbs = new ArrayList<>(verbsOfKernel(main));
        verbs.addAll(SchedulerVerbs.verbs());
        return verbs;
    }

    private static List<Verb> verbsOfKernel(Class<?> main) {
        return List.of(
                new Verb(
                        "kernel run",
                        "Run a kernel and its services",
                        arguments -> new RunKernelCommand(arguments, main)),
                new Verb("kernel stat", "Show the services", ShowKernelCommand::new),
                new Verb("kernel stop", "Stop the kernel and its services", StopKernelCommand::new)
                        .destructive(),
                Verb.internal("kernel serve", ServeServiceCommand::new));
    }
}
