package ipckit.mq.microkernel.disk;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.file.Path;

/**
 * The driver of the disk: the service that reads and writes the blocks of a device, which is a file
 * or a block device. All blocks have {@link DeviceFile#BLOCK_SIZE} bytes. The first one has the
 * number 0. The requests are:
 *
 * <pre>
 * size           the reply is the number of blocks
 * read BLOCK     the reply is the content of the block
 * write BLOCK    the body is the new content of the block; the reply is empty
 * blank          the reply is 1 if all bytes of the device are 0, otherwise 0
 * </pre>
 *
 * <p>A request fails with UNUSABLE if a number or the body is wrong, with NO_SPACE if a sparse file
 * has no room for the block, and with IO after another error of the device. An instance belongs to
 * one thread.
 */
public final class DiskService implements Service, AutoCloseable {
    /**
     * The smallest size in bytes of a new device, the file that contains the blocks of the disk.
     */
    public static final long LEAST_SIZE = DeviceFile.FEWEST_BLOCKS * DeviceFile.BLOCK_SIZE;

    private static final byte[] NOTHING = {};

    private final DeviceFile device;

    private DiskService(DeviceFile device) {
        this.device = device;
    }

    /**
     * Opens the device, the file that contains the blocks of the disk, and creates it if it does
     * not exist. {@link DeviceFile#openOrCreate} describes the failures.
     *
     * @param device a regular file or a block device
     * @param size the size of a new file in bytes
     */
    public static DiskService openOrCreate(Path device, long size) {
        return new DiskService(DeviceFile.openOrCreate(device, size));
    }

    /**
     * Opens the device (the file that contains the disk) that an earlier process of this service
     * has used. Does not create an absent device: a new device would be blank, but the file server
     * relies on the blocks that it has written. {@link DeviceFile#open} describes the failures.
     *
     * @param device a regular file or a block device
     */
    public static DiskService open(Path device) {
        return new DiskService(DeviceFile.open(device));
    }

    @Override
    public void handle(ServiceRequest request) {
        ServiceMessage message = request.message();
        switch (message.operation()) {
            case "size" -> request.reply(Long.toString(device.blocks()));
            case "read" -> request.reply(device.read(block(message)));
            case "write" -> {
                device.write(block(message), content(message));
                request.reply(NOTHING);
            }
            case "blank" -> request.reply(device.isBlank() ? "1" : "0");
            default ->
                    throw new IpcException(
                            Category.UNUSABLE, "unknown request: use size, read, write or blank");
        }
    }

    private long block(ServiceMessage message) {
        long block = message.number(1, "number of the block");
        if (block >= device.blocks()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "no block " + block + ": the device has " + device.blocks() + " blocks");
        }
        return block;
    }

    private static byte[] content(ServiceMessage message) {
        if (message.body().length != DeviceFile.BLOCK_SIZE) {
            throw new IpcException(
                    Category.UNUSABLE, "a block has " + DeviceFile.BLOCK_SIZE + " bytes");
        }
        return message.body();
    }

    @Override
    public void close() {
        device.close();
    }
}
