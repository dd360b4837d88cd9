package ipckit.common.object;

import ipckit.common.IpcException;
import ipckit.common.memory.MappedFile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.function.Predicate;

/**
 * A directory with files that an object adds and deletes while processes use it, for example the
 * chunks of a mailbox. The object may be removed, and a new object may get its name. The path of
 * the directory then leads to the files of the new object, but a process that still uses the
 * removed object must not use these files. Therefore the methods of this class check that the
 * object is still in place, that is, that its path still leads to the mapped file of this object.
 *
 * @param object the object to which the files belong
 * @param path the path of the directory
 */
public record ObjectDirectory(ObjectFile object, Path path) {
    /** Returns the path of a file. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Maps a file.
     *
     * @param least the smallest size in bytes that the file may have
     * @throws IpcException REMOVED if the object was removed; {@link MappedFile#map} lists other
     *     failures
     */
    public MemorySegment map(String name, long least, Arena arena) {
        MemorySegment memory = MappedFile.map(file(name), least, object.isWritable(), arena);
        // This check comes after the file was opened. If the path still leads to the object now, it
        // also led to the object when the file was opened, so the file belongs to the object.
        object.checkInPlace();
        return memory;
    }

    /**
     * Deletes the files with the given names, and ignores absent files. Does nothing if the object
     * was removed.
     */
    public void delete(Iterable<String> names) throws IOException {
        delete(
                opened -> {
                    for (String name : names) {
                        deleteIfExists(opened, Path.of(name));
                    }
                });
    }

    /**
     * Deletes all files whose names meet a condition. Does nothing if the object was removed.
     *
     * @param unwanted returns whether to delete the file that has the given name
     */
    public void deleteEach(Predicate<String> unwanted) throws IOException {
        delete(
                opened -> {
                    for (Path file : opened) {
                        Path name = file.getFileName();
                        if (unwanted.test(name.toString())) {
                            deleteIfExists(opened, name);
                        }
                    }
                });
    }

    @FunctionalInterface
    private interface Deletion {
        void run(SecureDirectoryStream<Path> opened) throws IOException;
    }

    private void delete(Deletion deletion) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            // This check comes after the directory was opened. If the path still leads to the
            // object now, the opened directory belongs to the object, even if the object is removed
            // later.
            if (stream instanceof SecureDirectoryStream<Path> opened && object.isInPlace()) {
                deletion.run(opened);
            }
        } catch (NoSuchFileException e) {
            // The object was removed together with its directory, so there are no files to delete.
        }
    }

    private static void deleteIfExists(SecureDirectoryStream<Path> opened, Path name)
            throws IOException {
        try {
            opened.deleteFile(name);
        } catch (NoSuchFileException e) {
            // Another participant has deleted the file.
        }
    }
}
