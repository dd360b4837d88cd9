/**
 * The driver of the disk: the service that reads and writes the blocks of a device. Its process is
 * the only one that opens the device, and it only knows blocks, not files. The file server is its
 * only client: the kernel gives no other task a right to send requests to the driver.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.disk.DiskService} is the service.
 *   <li>{@link ipckit.mq.microkernel.disk.DeviceFile} is the open device: a regular file or a block
 *       device.
 * </ul>
 *
 * <h2>What a death leaves</h2>
 *
 * <p>A write of a block is complete when the driver replies. If the process of the driver dies
 * before the reply, the block has its old or its new content, and the kernel passes the request to
 * the next process of the driver, which writes the block again. A block never has a part of its new
 * content, if the device or its file system has a page cache: {@link
 * ipckit.mq.microkernel.disk.DeviceFile#write} says why. The driver does not wait until the device
 * has stored a block, so a power failure can lose or mix blocks that the driver has acknowledged.
 *
 * <p>Only the first driver of a kernel creates an absent device. If the device vanishes later, the
 * next driver cannot start: a blank device would not have the blocks that the file server relies
 * on.
 *
 * <p>If the kernel dies, its driver ends too, but perhaps later than the next kernel starts. A lock
 * on the device keeps the next driver waiting until the first one has ended.
 *
 * <p>This package uses the packages {@code server}, {@code wire} and {@code common}.
 */
package ipckit.mq.microkernel.disk;
