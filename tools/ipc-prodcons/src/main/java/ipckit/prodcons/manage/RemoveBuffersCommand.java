package ipckit.prodcons.manage;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.common.naming.ObjectName;
import ipckit.prodcons.BufferNamespace;

import java.util.List;

/** {@code rm}: removes buffers, and wakes the processes that wait on these buffers. */
public final class RemoveBuffersCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> ifPresent;

    /** Declares the arguments of {@code rm}. */
    public RemoveBuffersCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the buffers", 1).completes(Completion.BUFFER);
        ifPresent = arguments.flag("--if-present", "succeed for a NAME that does not exist");
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /**
     * Validates all names, then removes one buffer after the other. A failed removal does not
     * prevent the removal of the next buffer, as with rm(1). The first failure decides the exit
     * code.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        List<ObjectName> removed = given.get(names).stream().map(BufferNamespace::name).toList();
        BufferNamespace buffers = new BufferNamespace();
        return EachOperand.run(
                "ipc-prodcons",
                removed,
                console,
                name -> EachOperand.remove(given.get(ifPresent), () -> buffers.remove(name)));
    }
}
