package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * File systems that several machines share. What one of them maps the others do not see, or see
 * late, and locks may tell nothing of life: no object can live there.
 */
public final class NetworkFileSystem {
    private static final Set<String> TYPES =
            Set.of(
                    "9p",
                    "afs",
                    "beegfs",
                    "ceph",
                    "cifs",
                    "coda",
                    "davfs",
                    "fuse.ceph",
                    "fuse.ceph-fuse",
                    "fuse.glusterfs",
                    "fuse.rclone",
                    "fuse.s3fs",
                    "fuse.sshfs",
                    "gfs2",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "ncpfs",
                    "nfs",
                    "nfs4",
                    "ocfs2",
                    "orangefs",
                    "pvfs2",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "vboxsf");

    private NetworkFileSystem() {}

    /**
     * Refuses a directory on a network file system. Reads the table of mounts: a millisecond, so
     * for creation only.
     *
     * @throws IpcException CANNOT_CREATE
     */
    public static void refuse(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        if (isType(type)) {
            throw new IpcException(
                    Category.CANNOT_CREATE,
                    directory
                            + " is on a network file system ("
                            + type
                            + "): choose a local directory");
        }
    }

    /** Whether the type, as the table of mounts names it, is one of these. */
    static boolean isType(String type) {
        return TYPES.contains(type);
    }
}
