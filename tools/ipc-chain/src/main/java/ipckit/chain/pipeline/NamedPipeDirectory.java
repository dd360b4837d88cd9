package ipckit.chain.pipeline;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.pipe.Fifo;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A private directory of the named pipes between stages. Each stage except the last one deletes its
 * output pipe as soon as both ends of the pipe are open. The stage that deletes the last pipe also
 * deletes this directory and the directory above it, which contains the lock file of the {@link
 * ScratchDirectory}. Therefore no file is left if SIGKILL ends this process after all pipes are
 * open.
 */
final class NamedPipeDirectory implements AutoCloseable {
    /**
     * The shell script of each stage. Its arguments are the path of the input pipe, the path of the
     * output pipe, and the command. The path of the input pipe is empty for the first stage, and
     * the path of the output pipe is empty for the last stage.
     *
     * <p>A process that opens one end of a named pipe waits until another process opens the other
     * end. Each stage opens its input first, so the pipes are opened from left to right without a
     * deadlock.
     */
    private static final String SCRIPT =
            """
            in=$1 out=$2
            shift 2
            [ -z "$in" ] || exec <"$in" || exit
            if [ -n "$out" ]; then
                exec >"$out" || exit
                rm -f -- "$out"
                rmdir -- "${out%/*}" 2>/dev/null && rm -rf -- "${out%/*/*}"
            fi
            unset in out
            exec "$@"
            """;

    private final int pipes;
    private final Runnable cleanUp = this::remove;
    private ScratchDirectory scratch;
    private boolean removed;

    /**
     * Makes the directory and the pipes. If a signal ends this process, a clean-up removes the
     * directory and the pipes.
     *
     * @param pipes the number of pipes
     * @throws IpcException CANNOT_CREATE when the directory cannot be made
     */
    NamedPipeDirectory(int pipes) {
        this.pipes = pipes;
        Shutdown.addCleanUp(cleanUp);
        make();
        Shutdown.yieldToSignal();
    }

    private synchronized void make() {
        // A signal may have started the clean-up already. The clean-up runs only once, so it would
        // not remove a directory that is made now.
        if (removed) {
            return;
        }
        try {
            scratch = ScratchDirectory.create("pipe");
        } catch (IpcException e) {
            String problem = "cannot make a directory for pipes: " + e.getMessage();
            throw new IpcException(Category.CANNOT_CREATE, problem, e);
        }
        for (int i = 1; i <= pipes; i++) {
            Fifo.make(behind(i));
        }
    }

    private Path behind(int stage) {
        return scratch.path().resolve(Integer.toString(stage));
    }

    /**
     * Returns a {@link ProcessLaunch} that starts the shell of a stage. The shell opens the pipes
     * of the stage, and then replaces itself by the command of the stage.
     */
    ProcessLaunch launch(PipelineStage stage, ProcessTree tree) {
        List<String> arguments = new ArrayList<>(List.of(name(stage.i() - 1), name(stage.i())));
        arguments.addAll(stage.words());
        return tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments));
    }

    private String name(int pipe) {
        return hasPipe(pipe) ? behind(pipe).toString() : "";
    }

    private boolean hasPipe(int i) {
        return i >= 1 && i <= pipes;
    }

    /**
     * Opens and closes the pipes of a stage that has ended, if the pipes still exist. A stage that
     * was killed before it opened its pipes would otherwise block the previous and the next stage,
     * which wait until a process opens the pipes' other ends.
     *
     * @param stage the number of the stage, from 1
     */
    void releaseNeighbours(int stage) {
        openAndClose(stage - 1, READ);
        openAndClose(stage, WRITE);
    }

    private void openAndClose(int i, OpenOption end) {
        if (hasPipe(i) && Files.exists(behind(i))) {
            // A thread opens the pipe, because the opening waits for the stage at the other end.
            DaemonThreads.start(
                    () -> {
                        try {
                            FileChannel.open(behind(i), end).close();
                        } catch (IOException e) {
                            // A stage has deleted the pipe meanwhile, because both stages have
                            // opened it.
                        }
                    });
        }
    }

    private synchronized void remove() {
        removed = true;
        if (scratch != null) {
            scratch.close();
        }
    }

    @Override
    public void close() {
        remove();
        Shutdown.removeCleanUp(cleanUp);
    }
}
