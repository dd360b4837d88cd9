package ipckit.prodcons;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.pipe.Framing;

/**
 * Declares arguments that several verbs (subcommands) have. A method that declares an argument also
 * declares the exit codes of the failures that only this argument makes possible. For example,
 * {@link #create} also declares the exit codes of a failed creation.
 */
public final class BufferArguments {
    private BufferArguments() {}

    /** Declares the operand {@code NAME} of a verb that opens a buffer. */
    public static Argument<String> name(Arguments arguments) {
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
        return arguments.operand("NAME", "the buffer").completes(Completion.BUFFER);
    }

    /** Declares the flag {@code --create}, which makes a verb create the buffer if it is absent. */
    public static Argument<Boolean> create(Arguments arguments) {
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO);
        return arguments.flag("--create", "create the buffer if it is absent");
    }

    /** Declares the options that choose how a verb writes items to its output. */
    public static FramingOptions<Framing> outputFramings(Arguments arguments) {
        String wholeHelp = "items unchanged, nothing between them";
        return new FramingOptions<>(arguments, Framing.values(), "item", wholeHelp);
    }
}
