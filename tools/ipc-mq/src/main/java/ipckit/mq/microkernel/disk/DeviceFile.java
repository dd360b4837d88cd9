package ipckit.mq.microkernel.disk;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.IoErrorCategory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An open device: a regular file or a block device, which contains the blocks of the disk. An
 * exclusive lock on the device keeps the disk services of other kernels away while this object is
 * open; the system releases the lock when the process ends. An instance belongs to one thread.
 */
final class DeviceFile implements AutoCloseable {
    /** The size of a block in bytes. A block lies within one page of the system's page cache. */
    static final int BLOCK_SIZE = 4096;

    /** The smallest number of blocks of a new device, the file that contains the disk. */
    static final long FEWEST_BLOCKS = 16;

    /**
     * The longest wait for the lock of the device, the file that contains the disk. The disk
     * service of a killed kernel keeps the lock until its current write has ended.
     */
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

    private static final long LOCK_POLL_NANOS = 10_000_000;

    private static final int OWNER_ONLY = 0600;

    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int SCAN_BYTES = 1 << 20;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;
    private static final int BLOCK_DEVICE = 0060000;

    private final Path path;
    private final FileChannel channel;
    private final long blocks;

    /** One page of memory; {@link #write} says why it is aligned. */
    private final ByteBuffer page =
            ByteBuffer.allocateDirect(2 * BLOCK_SIZE).alignedSlice(BLOCK_SIZE).slice(0, BLOCK_SIZE);

    private DeviceFile(Path path, FileChannel channel, long blocks) {
        this.path = path;
        this.channel = channel;
        this.blocks = blocks;
    }

    /**
     * Opens a device, the file that contains the blocks of the disk. Creates it if the path does
     * not exist: a file with mode 0600, with space for all its blocks. The file appears with its
     * full size or not at all. An existing file keeps its size. {@link #open(Path)} describes the
     * rest.
     *
     * @param size the size of a new file in bytes; is rounded up to whole blocks, and to at least
     *     {@link #FEWEST_BLOCKS}
     * @throws IpcException DENIED, CANNOT_CREATE, NO_SPACE or IO if the device cannot be created;
     *     otherwise the failures of {@link #open(Path)}
     */
    static DeviceFile openOrCreate(Path path, long size) {
        if (!Files.exists(path)) {
            try {
                create(path.toAbsolutePath(), size);
            } catch (IOException e) {
                throw IoErrorCategory.translate("cannot create device " + path, e);
            }
        }
        return open(path);
    }

    /**
     * Opens a device, the file that contains the blocks of the disk. Waits at most five seconds
     * until no disk service of another kernel uses it.
     *
     * @throws IpcException ABSENT if the path does not exist; WOULD_BLOCK if another disk service
     *     uses the device; UNUSABLE if the path is neither a regular file nor a block device;
     *     DENIED or IO if the device cannot be opened
     */
    static DeviceFile open(Path path) {
        try {
            checkType(path);
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(path, channel, Deadline.after(LOCK_LIMIT));
                return new DeviceFile(path, channel, channel.size() / BLOCK_SIZE);
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.ABSENT, "no such device: " + path, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot open device " + path, e);
        }
    }

    private static void create(Path path, long size) throws IOException {
        long blocks = size / BLOCK_SIZE + (size % BLOCK_SIZE == 0 ? 0 : 1);
        // The upper limit prevents an overflow. No file system has room for a file of this size.
        long bytes = Math.clamp(blocks, FEWEST_BLOCKS, Long.MAX_VALUE / BLOCK_SIZE) * BLOCK_SIZE;
        try {
            MappedFile.createAtOnce(path, bytes, OWNER_ONLY);
        } catch (IpcException e) {
            switch (e.category()) {
                case EXISTS -> {
                    // The disk service of another kernel has created the file at the same time. The
                    // caller opens this file.
                }
                case IO -> createAndLink(path, bytes);
                case ABSENT ->
                        throw new IpcException(
                                Category.CANNOT_CREATE,
                                "cannot create device " + path + ": no such directory",
                                e);
                default -> throw e;
            }
        }
    }

    /**
     * Creates the file under a temporary name. Some file systems need this method, because they
     * have no files without a name.
     */
    private static void createAndLink(Path path, long bytes) throws IOException {
        String suffix = Long.toHexString(new SecureRandom().nextLong());
        Path unfinished = path.resolveSibling(".new-" + path.getFileName() + "-" + suffix);
        // This call is outside the try block: if it fails because the file exists, the finally
        // block must not delete that file.
        Files.createFile(unfinished, OWNER_ONLY_FILE);
        try {
            MappedFile.fill(unfinished, bytes);
            Files.createLink(path, unfinished);
        } catch (FileAlreadyExistsException e) {
            // The disk service of another kernel has created the file at the same time. The caller
            // opens this file.
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Checks that a path is a regular file or a block device. Call this method before the path is
     * opened, because the opening of a named pipe could block.
     */
    private static void checkType(Path path) throws IOException {
        int type = (Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE;
        if (type != REGULAR_FILE && type != BLOCK_DEVICE) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "cannot open device " + path + ": not a regular file or a block device");
        }
    }

    private static void lock(Path path, FileChannel channel, Deadline deadline) throws IOException {
        while (channel.tryLock() == null) {
            if (deadline.expired()) {
                throw new IpcException(
                        Category.WOULD_BLOCK,
                        "cannot open device " + path + ": another driver uses it");
            }
            // Poll interval: the system does not notify this process when the lock becomes free.
            LockSupport.parkNanos(LOCK_POLL_NANOS);
        }
    }

    /** Returns the number of whole blocks of the device, each of which has 4096 bytes. */
    long blocks() {
        return blocks;
    }

    /**
     * Returns the content of a block, which has {@link #BLOCK_SIZE} bytes.
     *
     * @param block less than {@link #blocks}
     * @throws IpcException IO if the device fails
     */
    byte[] read(long block) {
        try {
            page.clear();
            while (page.hasRemaining()) {
                if (channel.read(page, block * BLOCK_SIZE + page.position()) < 0) {
                    throw new EOFException("the device has become smaller");
                }
            }
            byte[] content = new byte[BLOCK_SIZE];
            page.get(0, content);
            return content;
        } catch (IOException e) {
            throw failure("read", block, e);
        }
    }

    /**
     * Writes a block. If the process is killed during the call, the block has its old or its new
     * content, and no mixture of both.
     *
     * <p>The reason is how write(2) works on Linux, on a device or a file system with a page cache.
     * The system copies the bytes to its page cache, one page after another, under the lock of the
     * page, and looks for a fatal signal only between two pages. The block lies within one page of
     * the cache, because pages have 4096 bytes or a multiple. The copy would also stop in the
     * middle of a page if a part of the source were not in memory. Therefore the source is one
     * aligned page of memory. If this page is not in memory, the system copies none of its bytes
     * before it has loaded the whole page.
     *
     * @param block less than {@link #blocks}
     * @throws IpcException NO_SPACE if the device is a sparse file on a full file system; IO if the
     *     device fails
     */
    void write(long block, byte[] content) {
        try {
            page.clear();
            page.put(0, content);
            while (page.hasRemaining()) {
                int _ = channel.write(page, block * BLOCK_SIZE + page.position());
            }
        } catch (IOException e) {
            throw failure("write", block, e);
        }
    }

    /**
     * Returns whether all bytes of all blocks are zero. Stops reading when it finds a byte that is
     * not zero.
     *
     * @throws IpcException IO if the device fails
     */
    boolean isBlank() {
        ByteBuffer zeros = ByteBuffer.allocateDirect(SCAN_BYTES);
        ByteBuffer found = ByteBuffer.allocateDirect(SCAN_BYTES);
        long end = blocks * BLOCK_SIZE;
        long at = 0;
        try {
            while (at < end) {
                found.clear().limit((int) Math.min(SCAN_BYTES, end - at));
                int read = channel.read(found, at);
                if (read < 0) {
                    throw new EOFException("the device has become smaller");
                }
                if (found.flip().mismatch(zeros.clear().limit(read)) >= 0) {
                    return false;
                }
                at += read;
            }
            return true;
        } catch (IOException e) {
            throw failure("read", at / BLOCK_SIZE, e);
        }
    }

    private IpcException failure(String operation, long block, IOException e) {
        return IoErrorCategory.translate(
                "cannot " + operation + " block " + block + " of device " + path, e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // A failure to close the device loses no block, because all blocks are in the page
            // cache. The system closes the file at the latest when this process ends.
        }
    }
}
