package ipckit.mq.microkernel.files;

import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;
import ipckit.mq.microkernel.server.SystemCalls;

public final class FileService implements Service {
    public FileService(SystemCalls kernel) {}

    @Override
    public void handle(ServiceRequest request) {
        request.reply("");
    }
}
