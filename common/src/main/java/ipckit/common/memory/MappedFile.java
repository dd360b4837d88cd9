package ipckit.common.memory;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.FileAllocation;
import ipckit.common.os.UnnamedFile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Creates files for shared memory and maps them. */
public final class MappedFile {
    private static final int ZEROS = 1 << 16;

    /**
     * The size in bytes above which the free space is checked before a file is filled. A smaller
     * file is not worth the check, which takes a millisecond.
     */
    private static final long WORTH_ASKING = 8 << 20;

    /**
     * The size in bytes above which the space of a new file is allocated by fallocate(2), which is
     * faster than writing zeros.
     */
    private static final long LARGE = 64 << 20;

    private MappedFile() {}

    /**
     * Creates a file of {@code size} bytes, all of which are zero, and allocates space for all of
     * them. Without allocated space, a later access to the mapped file would fail on a full file
     * system.
     *
     * @throws IOException if the file exists, or if the file system has no space. If the file
     *     system has no space, an incomplete file may remain, so the caller must choose a path that
     *     no other process uses
     * @throws IpcException NO_SPACE if the file has more than 8 MiB and does not fit into the free
     *     space
     */
    public static void create(Path path, long size) throws IOException {
        checkRoom(path.toAbsolutePath().getParent(), size);
        Files.createFile(path);
        fill(path, size);
    }

    /**
     * Creates a file of {@code size} bytes, all of which are zero, and allocates space for all of
     * them. The file gets its name only when it is complete, so a process that dies leaves nothing
     * behind. The file system must support files without a name (O_TMPFILE), as tmpfs does.
     *
     * @param mode the permissions, regardless of the umask
     * @throws IOException if the file system becomes full while this method writes the file
     * @throws IpcException EXISTS if the path exists; NO_SPACE if the file system was full before
     *     the call, or if the file has more than 8 MiB and does not fit into the free space; DENIED
     *     or ABSENT if no file can be created in the directory
     */
    public static void createAtOnce(Path path, long size, int mode) throws IOException {
        checkRoom(path.getParent(), size);
        try (UnnamedFile file = UnnamedFile.in(path.getParent())) {
            fill(file.path(), size);
            Files.setAttribute(file.path(), "unix:mode", mode);
            file.call(path);
        }
    }

    /**
     * Throws an exception if a file of more than {@link #WORTH_ASKING} bytes does not fit into the
     * free space of the file system. Without this check, the file would first use all free space,
     * which disturbs the other users of the file system.
     */
    private static void checkRoom(Path directory, long size) throws IOException {
        if (size > WORTH_ASKING) {
            long usable = Files.getFileStore(directory).getUsableSpace();
            if (usable < size) {
                throw new IpcException(
                        Category.NO_SPACE,
                        "no space for " + CountedNoun.of(size, "byte") + ": " + usable + " left");
            }
        }
    }

    /**
     * Extends an empty file to {@code size} bytes, all of which are zero, and allocates space for
     * all of them.
     *
     * @throws IOException if the file system becomes full; the file then has a part of the bytes
     */
    public static void fill(Path path, long size) throws IOException {
        if (size > LARGE && FileAllocation.take(path, size)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(size, ZEROS));
            for (long left = size; left > 0; ) {
                zeros.clear().limit((int) Math.min(left, zeros.capacity()));
                left -= channel.write(zeros);
            }
        }
    }

    /**
     * Maps all bytes of a regular file. Symbolic links are not followed. A file of another kind,
     * such as a named pipe, is refused without being opened, because opening a pipe could block.
     * The mapping is valid until the arena is closed. The file itself does not stay open.
     *
     * @param least the smallest size in bytes that the file may have
     * @param writable true maps for reading and writing, false for reading only
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; IO for another error; CORRUPT if the file is smaller than {@code least} or is not
     *     a regular file
     */
    public static MemorySegment map(Path path, long least, boolean writable, Arena arena) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IpcException(Category.CORRUPT, path + " is not a regular file");
        }
        try (FileChannel channel = open(path, writable)) {
            long size = channel.size();
            checkSize(path, size, least);
            return channel.map(
                    writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY,
                    0,
                    size,
                    arena);
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.ABSENT, path + " does not exist", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IpcException(Category.DENIED, path + ": permission denied", e);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot map " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks the size of a file.
     *
     * @param size the size in bytes
     * @param least the smallest valid size in bytes
     * @throws IpcException CORRUPT if the file is smaller than {@code least}
     */
    public static void checkSize(Path path, long size, long least) {
        if (size < least) {
            throw new IpcException(
                    Category.CORRUPT,
                    path
                            + " is cut short: "
                            + CountedNoun.of(size, "byte")
                            + " of at least "
                            + least);
        }
    }

    /**
     * Writes the content of a file, or the entries of a directory, to the disk. Returns after the
     * disk has stored them.
     */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileChannel open(Path path, boolean writable) throws IOException {
        return writable
                ? FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)
                : FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Runs an operation on mapped memory. If another process has cut the mapped file short, throws
     * the exception that {@link #fault} returns. This method does not know the name of the object,
     * so the message of the exception begins with "it was cut short". A caller that shows the
     * message to the user must put the name of the object before the message.
     */
    public static <T> T guarded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (InternalError e) {
            throw fault(e, "it");
        }
    }

    /**
     * Runs an operation without a result on mapped memory. If the file was cut short, throws the
     * same exception as {@link #guarded(Supplier)}.
     */
    public static void guarded(Runnable operation) {
        try {
            operation.run();
        } catch (InternalError e) {
            throw fault(e, "it");
        }
    }

    /**
     * Converts the error that HotSpot throws for an access beyond the end of a mapped file. Such an
     * access occurs after another process has cut the file short. Compiled code may throw the error
     * a little after the access, so the caller must catch the error around the complete operation.
     *
     * @param object the subject of the exception's message, for example the name of the file
     * @return an exception of the category CORRUPT, which the caller throws
     * @throws InternalError if {@code error} has another cause; this method then throws {@code
     *     error} again
     */
    public static IpcException fault(InternalError error, String object) {
        String message = error.getMessage();
        if (message == null || !message.contains("unsafe memory access")) {
            throw error;
        }
        return new IpcException(
                Category.CORRUPT, object + " was cut short while it was in use", error);
    }
}
