package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.cli.output.Console;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.PauseSource;
import ipckit.common.process.PidSpace;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a daemon, and waits until its main process is ready. Meanwhile, prints the messages of the
 * main process on standard error. If HUP, INT or TERM ends this process during the wait, this
 * process also stops the daemon.
 *
 * <p>An instance starts one daemon, and belongs to one thread.
 */
public final class DaemonStart {
    private static final int STDERR = 2;
    private static final int LOCK = 3;
    private static final int REPORT = 4;
    private static final int MESSAGES_OUT = 6;
    private static final int MESSAGES_IN = 7;
    private static final int PAUSE = 8;

    /**
     * The longest time in milliseconds that one pause of the supervisor's shell script takes. To
     * pause, the script reads from a {@link PauseSource}, a descriptor at which each read fails
     * after this time.
     */
    private static final long PAUSE_MILLIS = 50;

    private final DaemonRecord daemon;
    private final InheritableLock lock;

    /**
     * Whether processes from an earlier start of the daemon may still be alive. Such processes are
     * possible if the daemon's earlier supervisor was killed.
     */
    private final boolean hasLeftovers;

    private DaemonStart(DaemonRecord daemon, InheritableLock lock, boolean hasLeftovers) {
        this.daemon = daemon;
        this.lock = lock;
        this.hasLeftovers = hasLeftovers;
    }

    /**
     * Starts an ended daemon again, with its recorded command, environment and settings. Waits
     * until the main process is ready or has ended. A main process may do its work and end with the
     * exit status 0 without announcing that it is ready. In this case, too, the result is 0.
     *
     * @return 0 if the daemon is ready; otherwise the exit status of the main process
     * @throws IpcException EXISTS if the daemon runs; CORRUPT if its record is incomplete;
     *     NO_PROCESS if the supervisor cannot be started
     */
    public static int again(DaemonRecord daemon, Console console) {
        List<byte[]> words = daemon.commandWords();
        List<byte[]> environment = daemon.environment();
        DaemonSettings settings = daemon.settings();
        return start(
                daemon.name(), words, environment, settings.in(JournalStream.isStderr()), console);
    }

    /**
     * Writes the command, the environment and the settings to the record of a daemon, and starts
     * the daemon. Waits until the main process is ready or has ended.
     *
     * @return 0 if the daemon is ready; otherwise the exit status of the main process
     */
    static int start(
            ObjectName name,
            List<byte[]> words,
            List<byte[]> environment,
            DaemonSettings settings,
            Console console) {
        DaemonStart start = begin(new Daemons(), name);
        try {
            List<byte[]> tagged = DaemonEnvironment.tagged(environment, start.daemon.tag());
            start.record(words, tagged, settings);
            return start.run(words, tagged, settings, console);
        } finally {
            start.lock.close();
        }
    }

    /** Finds or creates the directory of the daemon, and acquires its lock. */
    private static DaemonStart begin(Daemons daemons, ObjectName name) {
        for (; ; ) {
            DaemonRecord daemon = daemons.openOrCreate(name);
            DaemonStep.D1.reached();
            InheritableLock lock;
            try {
                lock = InheritableLock.open(daemon.lock());
            } catch (IpcException e) {
                if (e.category() == Category.ABSENT) {
                    continue;
                }
                throw e;
            }
            boolean locked = false;
            try {
                locked = lock.tryLock();
                if (!locked) {
                    throw new IpcException(
                            Category.EXISTS, "daemon " + name + " is already running");
                }
                // Before this process acquired the lock, another process may have removed the
                // daemon. Then the locked file is no longer the daemon's lock file.
                if (Files.isSameFile(daemon.lock(), lock.openFile())) {
                    DaemonStep.D2.reached();
                    return new DaemonStart(daemon, lock, daemon.mayHaveLeftovers());
                }
                locked = false;
            } catch (IOException e) {
                locked = false;
            } finally {
                if (!locked) {
                    lock.close();
                }
            }
        }
    }

    private void record(List<byte[]> words, List<byte[]> environment, DaemonSettings settings) {
        daemon.writeStarting();
        DaemonStep.D3.reached();
        daemon.write(words, environment, settings);
        DaemonStep.D4.reached();
    }

    private int run(
            List<byte[]> words,
            List<byte[]> environment,
            DaemonSettings settings,
            Console console) {
        String token = daemon.newToken();
        try (Pipe report = Pipe.make();
                Pipe messages = Pipe.make();
                PauseSource pause = PauseSource.ofMillis(PAUSE_MILLIS)) {
            ProcessLaunch supervisor =
                    ShellScripts.supervisor(arguments(words, settings, token))
                            .environment(environment)
                            .with(
                                    DaemonRecord.TAG_VARIABLE,
                                    daemon.tag() + DaemonRecord.SUPERVISOR_TAG)
                            .in(PathBytes.of(settings.directory()))
                            .inheriting(LOCK, lock)
                            .writing(REPORT, report)
                            .reading(MESSAGES_OUT, messages)
                            .writing(MESSAGES_IN, messages)
                            .reading(PAUSE, pause);
            if (!settings.journal()) {
                supervisor.writing(STDERR, messages);
            }
            ChildProcess child = supervisor.start();
            DaemonStep.D5.reached();
            lock.close();
            report.closeIn();
            messages.closeIn();
            messages.closeOut();
            Runnable stop = new Stop(child);
            Shutdown.addCleanUp(stop);
            try {
                int status = new StartReport(report.out(), console).await(daemon.name());
                DaemonStep.D6.reached();
                return status;
            } finally {
                Shutdown.removeCleanUp(stop);
            }
        }
    }

    /** Returns the arguments of the supervisor's script. */
    private List<byte[]> arguments(List<byte[]> words, DaemonSettings settings, String token) {
        List<byte[]> all = new ArrayList<>();
        Path log = settings.journal() ? null : daemon.logOf(settings);
        addTexts(all, daemon.name().text());
        addPaths(all, daemon.directory());
        addTexts(all, daemon.tag(), PidSpace.current(), token);
        addTexts(all, Integer.toOctalString(settings.umask()));
        addPaths(all, log);
        addTexts(
                all,
                Long.toString(settings.logSize()),
                Long.toString(settings.logKeep()),
                settings.restart().word(),
                Long.toString(settings.restartDelay().toMillis()),
                Long.toString(settings.restartLimit()));
        addPaths(all, settings.input(), settings.output());
        addTexts(all, hasLeftovers ? "1" : "");
        all.addAll(words);
        return all;
    }

    private static void addTexts(List<byte[]> words, String... texts) {
        words.addAll(OwnCommandLine.bytesOf(List.of(texts)));
    }

    private static void addPaths(List<byte[]> words, Path... paths) {
        for (Path path : paths) {
            words.add(path == null ? new byte[0] : PathBytes.of(path));
        }
    }

    /** Stops the daemon if a signal ends this process while it starts the daemon. */
    private record Stop(ChildProcess supervisor) implements Runnable {
        @Override
        public void run() {
            supervisor.signal("TERM");
        }
    }
}
