package ipckit.mq.microkernel.clock;

import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;

public final class ClockService implements Service {
    @Override
    public void handle(ServiceRequest request) {
        request.reply("");
    }
}
