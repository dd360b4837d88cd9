package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What an exception comes to for a user.
 *
 * @param code what the process ends with
 * @param message the error line without the program's name
 */
record FailureReport(ExitCode code, String message) {
    static FailureReport of(Throwable thrown) {
        // Not a case of the switch: linking a switch over types is slow, and this is the common
        // one.
        if (thrown instanceof IpcException e) {
            return new FailureReport(ExitCode.of(e.category()), e.getMessage());
        }
        return switch (thrown) {
            case UncheckedIOException e -> of(e.getCause());
            case FileSystemException e -> ofFile(e);
            case IOException e -> new FailureReport(ExitCode.IO, e.getMessage());
            case InternalError e when isFault(e) ->
                    new FailureReport(ExitCode.CORRUPT, "a file was cut short while it was in use");
            case OutOfMemoryError e -> new FailureReport(ExitCode.FAILED, "out of memory");
            default ->
                    new FailureReport(
                            ExitCode.FAILED,
                            "internal error: " + thrown + " (IPCKIT_DEBUG=1 shows where)");
        };
    }

    /**
     * HotSpot's word for a fault in a mapped file. Whoever maps knows better what file it was; but
     * a fault in compiled code is told late, maybe only while another is being handled.
     */
    private static boolean isFault(InternalError e) {
        return e.getMessage() != null && e.getMessage().contains("unsafe memory access");
    }

    private static FailureReport ofFile(FileSystemException e) {
        String before = e.getFile() == null ? "" : e.getFile() + ": ";
        return switch (e) {
            case NoSuchFileException _ ->
                    new FailureReport(ExitCode.IO, before + "no such file or directory");
            case AccessDeniedException _ ->
                    new FailureReport(ExitCode.DENIED, before + "permission denied");
            case FileAlreadyExistsException _ ->
                    new FailureReport(ExitCode.CANNOT_CREATE, before + "exists already");
            default ->
                    new FailureReport(
                            ExitCode.IO,
                            e.getReason() == null ? e.getMessage() : before + e.getReason());
        };
    }
}
