package ipckit.prodcons;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;

/**
 * Declares arguments that several verbs share, together with the exit codes that these arguments
 * can cause.
 */
public final class BufferArguments {
    private BufferArguments() {}

    /** Declares the operand {@code NAME} of a verb that opens a buffer. */
    public static Argument<String> name(Arguments arguments) {
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
        return arguments.operand("NAME", "the buffer").completes(Completion.BUFFER);
    }

    /**
     * Declares the flag {@code --create}, with which a verb creates an absent buffer before opening
     * the buffer.
     */
    public static Argument<Boolean> create(Arguments arguments) {
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO);
        return arguments.flag("--create", "create the buffer if it is absent");
    }
}
