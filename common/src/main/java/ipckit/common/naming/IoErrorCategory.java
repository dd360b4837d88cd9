package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Finds the category of an {@link IOException} of the JDK. The exception contains no error number,
 * and its text depends on the user's language. Some errors have their own exception class, but a
 * full disk has none. To recognise a full disk, this class compares the text of the exception with
 * the text of the exception that a write to {@code /dev/full} throws.
 */
public final class IoErrorCategory {
    private IoErrorCategory() {}

    /**
     * Translates an exception of the JDK to an exception with a category.
     *
     * @param doing the first half of the message, for example "cannot make buffer jobs"
     * @param e the failure
     * @return an exception of the category DENIED, EXISTS, CANNOT_CREATE (a part of the path is
     *     absent), NO_SPACE, or IO for all other failures; the caller throws the exception
     */
    public static IpcException translate(String doing, IOException e) {
        Category category = categoryOf(e);
        return new IpcException(category, doing + ": " + describe(category, e), e);
    }

    private static Category categoryOf(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> Category.DENIED;
            case NoSuchFileException _ -> Category.CANNOT_CREATE;
            case FileAlreadyExistsException _, DirectoryNotEmptyException _ -> Category.EXISTS;
            default -> categoryOf(reasonOf(e));
        };
    }

    private static Category categoryOf(String reason) {
        return switch (reason) {
            case "Operation not permitted" -> Category.DENIED;
            case "No space left on device", "Disk quota exceeded" -> Category.NO_SPACE;
            default -> reason.equals(noSpaceText()) ? Category.NO_SPACE : Category.IO;
        };
    }

    /**
     * Returns the reason of a failure, for example "permission denied". The message of a {@link
     * FileSystemException} is not used, because it may be only the path of a file.
     */
    public static String reason(IOException e) {
        return reason(categoryOf(e), e);
    }

    private static String reason(Category category, IOException e) {
        return switch (category) {
            case DENIED -> "permission denied";
            case CANNOT_CREATE -> "no such file or directory";
            case EXISTS -> "it exists already";
            case NO_SPACE -> "no space left";
            default -> reasonOf(e);
        };
    }

    private static String describe(Category category, IOException e) {
        String file = e instanceof FileSystemException f ? f.getFile() : null;
        String text = reason(category, e);
        return file == null ? text : text + " (" + file + ")";
    }

    private static String reasonOf(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /**
     * Returns the text of the JDK's exception for a full disk, in the user's language; null if a
     * write to {@code /dev/full} does not show the text.
     */
    private static String noSpaceText() {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(ByteBuffer.allocate(1));
            return null;
        } catch (IOException e) {
            return e instanceof FileSystemException ? null : e.getMessage();
        }
    }
}
