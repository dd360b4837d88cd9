package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * An open file without a name, on a file system or in memory. When the content is complete, {@link
 * #call} can give a name to a file on a file system. The kernel frees a file without a name when
 * its last descriptor is closed. So a process that is killed before it names the file leaves no
 * file.
 */
public final class UnnamedFile implements AutoCloseable {
    /**
     * The flag O_TMPFILE of open(2). The flag contains the bits of O_DIRECTORY, whose value depends
     * on the kind of processor.
     */
    private static final int O_TMPFILE =
            switch (System.getProperty("os.arch")) {
                case "aarch64", "arm", "ppc64le", "ppc64" -> 0x404000;
                default -> 0x410000;
            };

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int MFD_CLOEXEC = 1;

    private static final class Call {
        static final LibraryFunction MEMFD_CREATE = CallShapes.optional("memfd_create");
        static final LibraryFunction LINKAT = CallShapes.function("linkat");
    }

    private final int descriptor;

    private UnnamedFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty file without a name, with mode 0600, on the file system of a directory. Uses
     * open(2) with O_TMPFILE.
     *
     * @throws IpcException DENIED if permissions forbid access to the directory; ABSENT if the
     *     directory does not exist; NO_SPACE if the file system is full; IO if the file system does
     *     not support unnamed files
     */
    public static UnnamedFile in(Path directory) {
        int flags = O_TMPFILE | FileDescriptors.READ_WRITE | FileDescriptors.CLOSE_ON_EXEC;
        String doing = "cannot make a file in " + directory;
        return new UnnamedFile(FileDescriptors.open(directory, flags, doing));
    }

    /**
     * Makes an empty file in memory with memfd_create(2). The file cannot get a name.
     *
     * @throws IpcException IO if this process has too many open files; FAILED if the C library of
     *     this process lacks memfd_create
     */
    public static UnnamedFile inMemory() {
        if (Call.MEMFD_CREATE == null) {
            throw new IpcException(Category.FAILED, "the C library lacks memfd_create");
        }
        try (Arena arena = Arena.ofConfined()) {
            long label = arena.allocateFrom("ipckit").address();
            return new UnnamedFile(
                    Libc.checked(
                            CallShapes.call(Call.MEMFD_CREATE, label, MFD_CLOEXEC, 0),
                            "cannot make a file in memory"));
        }
    }

    /**
     * Returns a path under which this process can open the file again, until this object is closed.
     * proc_pid_fd(5) describes such paths.
     */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Gives the file a name on its file system.
     *
     * @throws IpcException EXISTS if another file has this name; DENIED if permissions forbid
     *     creating the name
     */
    public void call(Path name) {
        try (Arena arena = Arena.ofConfined()) {
            long unnamed = FileDescriptors.path(path(), arena).address();
            long named = FileDescriptors.path(name, arena).address();
            Libc.checked(
                    CallShapes.call(
                            Call.LINKAT, AT_FDCWD, unnamed, AT_FDCWD, named, AT_SYMLINK_FOLLOW, 0),
                    "cannot make " + name);
        }
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
