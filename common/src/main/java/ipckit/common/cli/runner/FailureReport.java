package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The exit code and the error line with which a program reports an exception.
 *
 * @param message the error line without the program's name
 */
record FailureReport(ExitCode code, String message) {
    static FailureReport of(Throwable thrown) {
        // Most exceptions here are of the type IpcException. This type is tested before the switch,
        // because the first use of a switch over types is slow.
        if (thrown instanceof IpcException e) {
            return new FailureReport(ExitCode.of(e.category()), e.getMessage());
        }
        return switch (thrown) {
            case UncheckedIOException e -> of(e.getCause());
            case FileSystemException e -> ofFile(e);
            case IOException e -> new FailureReport(ExitCode.IO, e.getMessage());
            case InternalError e when isFault(e) ->
                    new FailureReport(ExitCode.CORRUPT, "a file was cut short while it was in use");
            case OutOfMemoryError e when isOfThread(e) ->
                    new FailureReport(
                            ExitCode.AROUND_COMMAND, "cannot start a thread: too many processes");
            case OutOfMemoryError e -> new FailureReport(ExitCode.FAILED, "out of memory");
            default ->
                    new FailureReport(
                            ExitCode.FAILED,
                            "internal error: " + thrown + " (IPCKIT_DEBUG=1 shows where)");
        };
    }

    /** Prints the stack trace of an exception if the variable {@code IPCKIT_DEBUG} is 1. */
    static void trace(Throwable thrown, Console console) {
        if ("1".equals(System.getenv("IPCKIT_DEBUG"))) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            trace.toString().lines().forEach(console::error);
        }
    }

    /**
     * Returns whether the error is a failed access to a mapped file. An access fails, for example,
     * after another process has shortened the file. The methods of the package {@code memory} catch
     * most of these errors and throw an {@link IpcException} instead. But in compiled code, the JVM
     * may throw the error late, when the method of the package {@code memory} has already returned.
     * Then the error reaches this class.
     */
    private static boolean isFault(InternalError e) {
        return e.getMessage() != null && e.getMessage().contains("unsafe memory access");
    }

    /** Returns whether the error says that the system refuses to create another thread. */
    private static boolean isOfThread(OutOfMemoryError e) {
        return e.getMessage() != null && e.getMessage().contains("native thread");
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
