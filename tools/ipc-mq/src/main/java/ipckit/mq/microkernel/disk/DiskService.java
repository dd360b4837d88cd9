package ipckit.mq.microkernel.disk;

import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;

import java.nio.file.Path;

public final class DiskService implements Service, AutoCloseable {
    public static DiskService open(Path device, long size) {
        return new DiskService();
    }

    @Override
    public void handle(ServiceRequest request) {
        request.reply("");
    }

    @Override
    public void close() {}
}
