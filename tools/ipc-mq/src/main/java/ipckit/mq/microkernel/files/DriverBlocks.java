package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.files.store.BlockDevice;
import ipckit.mq.microkernel.server.SystemCalls;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The disk as the file server sees it: each method sends one request to the driver, which is the
 * service that reads and writes the disk.
 */
final class DriverBlocks implements BlockDevice {
    /**
     * The file server's name for the port of the driver, the service that reads and writes the
     * disk.
     */
    private static final String DRIVER = "disk";

    private final SystemCalls kernel;

    DriverBlocks(SystemCalls kernel) {
        this.kernel = kernel;
    }

    @Override
    public long blocks() {
        byte[] reply = call(ServiceMessage.of("size"));
        try {
            return Long.parseLong(new String(reply, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw wrongReply(e);
        }
    }

    @Override
    public byte[] read(long block) {
        byte[] reply = call(ServiceMessage.of("read", Long.toString(block)));
        if (reply.length != BLOCK_SIZE) {
            throw wrongReply(null);
        }
        return reply;
    }

    @Override
    public void write(long block, byte[] content) {
        byte[] _ = call(new ServiceMessage(List.of("write", Long.toString(block)), content));
    }

    @Override
    public boolean isBlank() {
        return new String(call(ServiceMessage.of("blank")), StandardCharsets.UTF_8).equals("1");
    }

    private byte[] call(ServiceMessage request) {
        return kernel.call(DRIVER, request.bytes());
    }

    private static IpcException wrongReply(Exception cause) {
        return new IpcException(Category.CORRUPT, "the driver sent a wrong reply", cause);
    }
}
