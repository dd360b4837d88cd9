package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.Fifo;
import ipckit.common.pipe.Spool;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A private directory of named pipes between stages. The writing stage removes its pipe as soon as
 * both ends are open, and removes the directory when it is empty. So a kill leaves files behind
 * only before all pipes are open.
 */
final class NamedPipeDirectory implements AutoCloseable {
    /**
     * Arguments: the input pipe, the output pipe (empty at the ends of the pipeline), the command.
     * To open a named pipe blocks until its other end is open too. So each stage opens its input
     * first, and the stages open from left to right without a deadlock.
     */
    private static final String SCRIPT =
            """
            in=$1 out=$2
            shift 2
            [ -z "$in" ] || exec <"$in" || exit
            if [ -n "$out" ]; then
                exec >"$out" || exit
                rm -f -- "$out"
                rmdir -- "${out%/*}" 2>/dev/null
            fi
            unset in out
            exec "$@"
            """;

    private final int pipes;
    private final Runnable cleanUp = this::remove;
    private Path directory;
    private boolean removed;

    /**
     * Makes the directory and the pipes. A signal that ends this process removes them.
     *
     * @param pipes the number of pipes
     * @throws IpcException CANNOT_CREATE
     */
    NamedPipeDirectory(int pipes) {
        this.pipes = pipes;
        Shutdown.addCleanUp(cleanUp);
        make();
        Shutdown.yieldToSignal();
    }

    private synchronized void make() {
        if (removed) { // a signal arrived first
            return;
        }
        try {
            directory = Files.createTempDirectory(Spool.directory(), "ipc-chain-");
        } catch (IOException e) {
            String where = "cannot make a directory for pipes in " + Spool.directory();
            throw new IpcException(Category.CANNOT_CREATE, where, e);
        }
        for (int i = 1; i <= pipes; i++) {
            Fifo.make(behind(i));
        }
    }

    private Path behind(int stage) {
        return directory.resolve(Integer.toString(stage));
    }

    /** Returns the launch of a shell that opens the pipes of a stage and becomes its command. */
    ProcessLaunch launch(PipelineStage stage, ProcessTree tree) {
        List<String> arguments = new ArrayList<>();
        arguments.add(name(stage.i() - 1));
        arguments.add(name(stage.i()));
        arguments.addAll(stage.words());
        return tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments));
    }

    private String name(int pipe) {
        return pipe < 1 || pipe > pipes ? "" : behind(pipe).toString();
    }

    private synchronized void remove() {
        removed = true;
        if (directory == null) {
            return;
        }
        try {
            for (int i = 1; i <= pipes; i++) {
                Files.deleteIfExists(behind(i));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Best effort: this process cannot remove the rest.
        }
    }

    @Override
    public void close() {
        remove();
        Shutdown.removeCleanUp(cleanUp);
    }
}
