package ipckit.mq.microkernel.files.store;

/**
 * The status of a file.
 *
 * @param name the name
 * @param size the size in bytes; 0 if the file is damaged
 * @param id the identity: a file that gets the same name later has another identity
 * @param damaged whether the content of the file is lost, because a block that describes it is
 *     damaged
 */
public record FileStatus(String name, long size, long id, boolean damaged) {
    static FileStatus of(StoredFile file) {
        Inode inode = file.inode();
        return new FileStatus(inode.name(), inode.size(), inode.id(), file.isDamaged());
    }
}
