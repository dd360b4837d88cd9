package ipckit.common.mailbox.torture;

import java.util.function.Consumer;

/** The role of a process of a torture test, and the class that the process runs. */
enum ProcessRole {
    SENDING(SendingProcess.class, SendingProcess::main),
    RECEIVING(ReceivingProcess.class, ReceivingProcess::main),
    LEASING(LeasingProcess.class, LeasingProcess::main),
    ASKING(CallingProcess.class, CallingProcess::main),
    ANSWERING(ServingProcess.class, ServingProcess::main);

    final Class<?> program;
    final Consumer<String[]> main;

    ProcessRole(Class<?> program, Consumer<String[]> main) {
        this.program = program;
        this.main = main;
    }
}
