package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.NulList;
import ipckit.common.process.PidSpace;
import ipckit.common.process.RunningProcess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The directory of one daemon. The daemon has a main process, which does the work, and a
 * supervisor, which starts the main process. The directory contains these files:
 *
 * <ul>
 *   <li>{@code lock}: an {@link InheritableLock} that the supervisor and the main process hold. The
 *       commands of the main process do not hold it.
 *   <li>{@code tag}: the value of the variable {@value #TAG_VARIABLE} by which the processes of the
 *       daemon are found. It stays the same as long as the directory exists.
 *   <li>{@code command}: the path of the program and its arguments, as the user typed them.
 *   <li>{@code environment}: the environment of the main process and of its commands.
 *   <li>{@code settings}: see {@link DaemonSettings}.
 *   <li>{@code state}: see {@link DaemonState}.
 *   <li>{@code log}, {@code log.1}, …: the log, unless the settings name another file.
 * </ul>
 *
 * <p>Each method reads the files again, because the daemon changes them. Any thread and process may
 * call the methods.
 */
public final class DaemonRecord {
    /**
     * The environment variable that contains the name of the daemon. All processes of the daemon
     * have this variable.
     */
    public static final String NAME_VARIABLE = "IPC_DAEMON";

    /**
     * The environment variable by which the daemon's processes are found. Its value is the daemon's
     * tag: a text that no other daemon has.
     */
    static final String TAG_VARIABLE = "IPCKIT_DAEMON_TAG";

    /**
     * The end of the tag of the supervisor, of the logger (the process that writes the log), and of
     * the processes that these two start for their own work. The tag is the value of {@value
     * #TAG_VARIABLE}. The main process and its commands have a tag without this end.
     */
    static final String SUPERVISOR_TAG = "-supervisor";

    private static final String LOCK = "lock";
    private static final String TAG = "tag";
    private static final String COMMAND = "command";
    private static final String ENVIRONMENT = "environment";
    private static final String SETTINGS = "settings";
    private static final String STATE = "state";
    private static final String LOG = "log";

    /** The exit status of a process that was ended by KILL. */
    private static final int KILL_STATUS = 128 + 9;

    private final ObjectName name;
    private final Path directory;

    DaemonRecord(ObjectName name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /**
     * Creates the files {@code lock} and {@code tag} in the directory of a new daemon. The content
     * of {@code tag} is a new text, by which the daemon's processes are found.
     */
    static void fill(Path directory) throws IOException {
        Files.createFile(directory.resolve(LOCK));
        Files.writeString(directory.resolve(TAG), unique(), StandardCharsets.US_ASCII);
    }

    private static String unique() {
        String time = Long.toHexString(System.currentTimeMillis());
        return ProcessHandle.current().pid() + "-" + time + Long.toHexString(System.nanoTime());
    }

    /**
     * Returns a new secret token. The logger, the process that writes the log, reads messages and
     * orders from one pipe. Each order contains the token, so that the logger does not mistake a
     * message of the main process for an order.
     */
    String newToken() {
        return "ipckit-daemon-" + unique();
    }

    static boolean isRemoved(Path directory) {
        return Files.notExists(directory.resolve(LOCK));
    }

    /** Returns the name of the daemon. */
    public ObjectName name() {
        return name;
    }

    /** Returns the daemon's directory. */
    public Path directory() {
        return directory;
    }

    Path lock() {
        return directory.resolve(LOCK);
    }

    /**
     * Returns whether a process holds the daemon's lock. If the lock is free, both the supervisor
     * and the main process have ended. Never waits.
     */
    public boolean isLocked() {
        return InheritableLock.isHeld(lock());
    }

    /** Returns the condition of the daemon: it runs, has ended, or has died. */
    public DaemonCondition condition() {
        if (isLocked()) {
            return DaemonCondition.RUNNING;
        }
        // The supervisor records its last state before it releases the lock. Therefore the state is
        // read only after the lock was found free.
        DaemonPhase phase = state().phase();
        return phase == DaemonPhase.STOPPED || phase == DaemonPhase.ENDED
                ? DaemonCondition.ENDED
                : DaemonCondition.DIED;
    }

    /**
     * Returns whether processes from an earlier start of the daemon may still be alive. Such
     * processes are possible if the supervisor was killed before it could end them.
     */
    boolean mayHaveLeftovers() {
        return Files.exists(directory.resolve(STATE)) && !state().phase().isOver();
    }

    /**
     * Returns the state that was recorded last. If no state was recorded yet, returns the state of
     * a daemon that is being started. If the state was recorded before a reboot or in another
     * container, its pids are meaningless. In this case, the result contains no pids.
     */
    public DaemonState state() {
        byte[] file = Daemons.read(directory.resolve(STATE));
        return file == null ? DaemonState.starting() : DaemonState.parse(file, PidSpace.current());
    }

    /**
     * Returns the settings.
     *
     * @throws IpcException CORRUPT if the settings are absent or unreadable, for example because
     *     the process that started the daemon was killed before it wrote them
     */
    public DaemonSettings settings() {
        byte[] file = Daemons.read(directory.resolve(SETTINGS));
        DaemonSettings settings = file == null ? null : DaemonSettings.parse(file);
        if (settings == null) {
            throw unfinished();
        }
        return settings;
    }

    /**
     * Returns the path of the program and its arguments, in the form of {@link
     * ipckit.common.ExactText}.
     *
     * @throws IpcException CORRUPT if they are absent
     */
    public List<String> command() {
        return NulList.texts(content(COMMAND));
    }

    List<byte[]> commandWords() {
        return NulList.items(content(COMMAND));
    }

    List<byte[]> environment() {
        return NulList.items(content(ENVIRONMENT));
    }

    /**
     * Returns the daemon's tag, which is the value of {@value #TAG_VARIABLE}. The tag serves to
     * find the daemon's processes.
     */
    String tag() {
        return new String(content(TAG), StandardCharsets.US_ASCII);
    }

    private byte[] content(String file) {
        byte[] content = Daemons.read(directory.resolve(file));
        if (content == null || content.length == 0) {
            throw unfinished();
        }
        return content;
    }

    private IpcException unfinished() {
        return new IpcException(
                Category.CORRUPT, "daemon " + name + " was never started completely");
    }

    /**
     * Returns the current log file, which may be absent. If the settings say that messages go to
     * the journal, no process writes to this file.
     */
    public Path log() {
        return logOf(settings());
    }

    Path logOf(DaemonSettings settings) {
        return settings.log() == null ? directory.resolve(LOG) : settings.log();
    }

    /**
     * Sends a signal to the supervisor. TERM stops the daemon. HUP makes the logger, the process
     * that writes the log, measure the size of the log file again.
     *
     * @param signal the name of the signal without SIG
     * @return false if the supervisor is not alive
     */
    public boolean signalSupervisor(String signal) {
        RunningProcess supervisor = state().supervisor();
        return supervisor != null && supervisor.signal(signal);
    }

    /**
     * Records the command, the environment and the settings of a daemon before its supervisor
     * starts. The caller must hold the lock.
     */
    void write(List<byte[]> words, List<byte[]> environment, DaemonSettings settings) {
        replace(COMMAND, NulList.bytes(words));
        replace(ENVIRONMENT, NulList.bytes(environment));
        replace(SETTINGS, settings.bytes());
    }

    /** Records that the daemon is being started. The caller must hold the lock. */
    void writeStarting() {
        replace(STATE, DaemonState.starting().bytes(PidSpace.current()));
    }

    /** Records that the daemon was stopped by KILL. The caller must hold the lock. */
    void writeStopped() {
        DaemonState state = state();
        replace(STATE, state.stoppedBy(KILL_STATUS).bytes(PidSpace.current()));
    }

    /** Replaces a file in one atomic step, so that no reader sees a part of it. */
    private void replace(String file, byte[] content) {
        Path draft = directory.resolve(file + ".new");
        try {
            Files.write(draft, content);
            Files.setAttribute(draft, "unix:mode", 0600);
            Files.move(draft, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot write " + draft + ": " + e.getMessage(), e);
        }
    }
}
