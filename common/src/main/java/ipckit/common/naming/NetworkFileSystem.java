package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Recognises file systems that several machines share. ipckit creates no objects in such a file
 * system, for two reasons. A machine does not always see the changes that another machine makes to
 * mapped memory. And a process of ipckit shows by a file lock that it is alive, but file locks
 * between machines are not reliable.
 */
final class NetworkFileSystem {
    private static final Set<String> TYPES =
            Set.of(
                    new String[] {
                        "9p", "afs", "beegfs", "ceph", "cifs",
                        "coda", "davfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.glusterfs",
                        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs",
                        "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
                        "ocfs2", "orangefs", "pvfs2", "smb2", "smb3",
                        "smbfs", "vboxsf"
                    });

    private NetworkFileSystem() {}

    /**
     * Throws an exception if a directory is on a network file system. The method reads the table of
     * mounts, which takes about 1 ms. Therefore only the creation of an object calls this method.
     *
     * @throws IpcException CANNOT_CREATE if the directory is on a network file system
     */
    static void refuse(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        if (isType(type)) {
            String where = directory + " is on a network file system (" + type + ")";
            throw new IpcException(Category.CANNOT_CREATE, where + ": choose a local directory");
        }
    }

    /**
     * Returns whether a type from the table of mounts, for example {@code nfs4}, stands for a
     * network file system.
     */
    static boolean isType(String type) {
        return TYPES.contains(type);
    }
}
