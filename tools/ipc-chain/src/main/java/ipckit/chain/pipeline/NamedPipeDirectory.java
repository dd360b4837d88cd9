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
 * Named pipes between stages, in a directory of their own. Each is removed by who writes into it,
 * as soon as both ends are open, and the directory with the last: so little is left even if all are
 * killed.
 */
final class NamedPipeDirectory implements AutoCloseable {
    /**
     * Opening one blocks until the other end is open, too: first what comes in, then what goes out.
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

    private final int joints;
    private final Runnable cleanUp = this::remove;
    private Path directory;
    private boolean removed;

    /**
     * @throws IpcException CANNOT_CREATE
     */
    NamedPipeDirectory(int joints) {
        this.joints = joints;
        Shutdown.before(cleanUp);
        make();
        Shutdown.giveWay();
    }

    private synchronized void make() {
        if (removed) { // by a signal that was faster
            return;
        }
        try {
            directory = Files.createTempDirectory(Spool.directory(), "ipc-chain-");
        } catch (IOException e) {
            String where = "cannot make a directory for pipes in " + Spool.directory();
            throw new IpcException(Category.CANNOT_CREATE, where, e);
        }
        for (int i = 1; i <= joints; i++) {
            Fifo.make(behind(i));
        }
    }

    private Path behind(int stage) {
        return directory.resolve(Integer.toString(stage));
    }

    /** A process of a stage that opens its pipes and becomes the command. */
    ProcessLaunch launch(PipelineStage stage, ProcessTree tree) {
        List<String> arguments = new ArrayList<>();
        arguments.add(name(stage.i() - 1));
        arguments.add(name(stage.i()));
        arguments.addAll(stage.words());
        return tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments));
    }

    private String name(int joint) {
        return joint < 1 || joint > joints ? "" : behind(joint).toString();
    }

    private synchronized void remove() {
        removed = true;
        if (directory == null) {
            return;
        }
        try {
            for (int i = 1; i <= joints; i++) {
                Files.deleteIfExists(behind(i));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // nobody uses them any more
        }
    }

    @Override
    public void close() {
        remove();
        Shutdown.forget(cleanUp);
    }
}
