package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.IoErrorCategory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A file, whatever name leads to it. */
public record FileIdentity(Path path, Object key) {
    /**
     * The file that a path leads to now.
     *
     * @throws IpcException ABSENT
     */
    static FileIdentity of(Path path) {
        return new FileIdentity(path, keyOf(path, Category.ABSENT));
    }

    /**
     * @throws IpcException REMOVED if the path leads to nothing any more, or to another file
     */
    void checkStillThere() {
        if (!key.equals(keyOf(path, Category.REMOVED))) {
            throw new IpcException(Category.REMOVED, "it was removed");
        }
    }

    /** Whether the path leads to nothing any more, or to another file. */
    boolean isGone() {
        try {
            checkStillThere();
            return false;
        } catch (IpcException e) {
            return e.category() == Category.REMOVED;
        }
    }

    /** Opens the file for reading, if the path leads to it still. */
    public Optional<FileChannel> open() throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            checkStillThere(); // so it is not another's that was opened
            return Optional.of(channel);
        } catch (NoSuchFileException | IpcException e) {
            if (channel != null) {
                channel.close();
            }
            return Optional.empty();
        }
    }

    private static Object keyOf(Path path, Category ifAbsent) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            throw new IpcException(ifAbsent, "it was removed", e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at " + path, e);
        }
    }
}
