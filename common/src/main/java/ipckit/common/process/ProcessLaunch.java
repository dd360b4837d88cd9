package ipckit.common.process;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.PathBytes;
import ipckit.common.os.NotificationSocket;
import ipckit.common.os.PosixSpawn;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Describes a child process (its program, its environment and its streams) and starts the child. No
 * other class starts child processes. By default, the child has the streams, the environment, the
 * working directory and the process group of this process. Ctrl-C at the terminal therefore reaches
 * the child, too. The child also inherits the descriptors that {@link
 * ipckit.common.os.InheritableDescriptors} lists. It does not inherit the variable {@code
 * NOTIFY_SOCKET} if {@link ServiceNotification} has taken over this variable. The words of the
 * command line and the values of variables are bytes, so that text in any encoding stays unchanged.
 *
 * <p>An instance starts one child and belongs to one thread.
 */
public sealed class ProcessLaunch permits UserCommand {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final PosixSpawn spawn;
    private final byte[] name;
    private final StringBuilder environment = new StringBuilder("\0");
    private boolean inTree;
    private boolean inheritsStdout = true;
    private Pipe stdin;
    private Pipe stdout;
    private Pipe stderr;

    /**
     * Describes a child process.
     *
     * @param words the name of the program and its arguments. The name is searched for on PATH
     *     unless it contains a slash
     */
    public ProcessLaunch(List<byte[]> words) {
        this.spawn = new PosixSpawn(words);
        this.name = words.getFirst();
        if (ServiceNotification.hasBegun()) {
            without(NotificationSocket.VARIABLE);
        }
    }

    /**
     * Describes a child process that runs {@code sh -c} with the text of a script and the script's
     * arguments.
     */
    public static ProcessLaunch ofScript(String script, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>(List.of(ascii("sh"), ascii("-c"), ascii(script)));
        words.add(ascii("sh"));
        words.addAll(arguments);
        return new ProcessLaunch(words);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets a variable of the child's environment. */
    public ProcessLaunch with(String variable, byte[] value) {
        spawn.with(variable, value);
        String text = new String(value, StandardCharsets.ISO_8859_1);
        environment.append(variable).append('=').append(text).append('\0');
        return this;
    }

    /**
     * Sets a variable of the child's environment to a text, which {@link OwnCommandLine#bytesOf}
     * encodes. Removes the variable if the text is null.
     */
    public ProcessLaunch with(String variable, String value) {
        return value == null ? without(variable) : with(variable, OwnCommandLine.bytesOf(value));
    }

    /** Sets a variable of the child's environment to the bytes of a path. */
    public ProcessLaunch with(String variable, Path value) {
        return with(variable, PathBytes.of(value));
    }

    /** Removes a variable from the child's environment. */
    public ProcessLaunch without(String variable) {
        spawn.with(variable, null);
        return this;
    }

    /**
     * Gives the child the environment variables of this JVM. The launcher (the script that starts
     * the JVM) has changed some of the user's variables for the JVM, for example removed {@code
     * JAVA_TOOL_OPTIONS}. Without this call, the child gets the user's variables unchanged.
     */
    ProcessLaunch withVariablesOfJvm() {
        spawn.withVariablesOfJvm();
        return this;
    }

    /**
     * Makes the child inherit only the variables with these names. {@code with} adds further
     * variables.
     */
    ProcessLaunch keepingOnly(Set<String> variables) {
        spawn.keepingOnly(variables);
        return this;
    }

    /** Connects the child's standard input to the reading end of a pipe. */
    public ProcessLaunch reading(Pipe pipe) {
        return reading(STDIN, pipe);
    }

    /** Connects one of the child's descriptors to the reading end of a pipe. */
    public ProcessLaunch reading(int descriptor, Pipe pipe) {
        spawn.descriptor(descriptor, pipe.ends.out().descriptor());
        return this;
    }

    /** Connects the child's standard output to the writing end of a pipe. */
    public ProcessLaunch writing(Pipe pipe) {
        return writing(STDOUT, pipe);
    }

    /** Connects one of the child's descriptors to the writing end of a pipe. */
    public ProcessLaunch writing(int descriptor, Pipe pipe) {
        inheritsStdout &= descriptor != STDOUT;
        spawn.descriptor(descriptor, pipe.ends.in().descriptor());
        return this;
    }

    /** Connects the child's standard input to {@code /dev/null}. The child reads no bytes. */
    public ProcessLaunch readingNothing() {
        spawn.file(STDIN, ascii("/dev/null"));
        return this;
    }

    /** Connects the child's standard input to {@code input}, which is a file in memory. */
    public ProcessLaunch reading(CommandInput input) {
        return reading(STDIN, input);
    }

    /** Connects one of the child's descriptors to {@code input}, which is a file in memory. */
    ProcessLaunch reading(int descriptor, CommandInput input) {
        spawn.file(descriptor, ascii(input.file().getPath()));
        return this;
    }

    /**
     * Connects the child's standard input to a new pipe. {@link ChildProcess#stdin} writes to this
     * pipe.
     */
    public ProcessLaunch pipingStdin() {
        stdin = Pipe.make();
        return reading(stdin);
    }

    /**
     * Connects the child's standard output to a new pipe. {@link ChildProcess#stdout} reads from
     * this pipe.
     */
    public ProcessLaunch pipingStdout() {
        stdout = Pipe.make();
        return writing(stdout);
    }

    /**
     * Connects the child's standard error to a new pipe. {@link ChildProcess#stderr} reads from
     * this pipe.
     */
    public ProcessLaunch pipingStderr() {
        stderr = Pipe.make();
        return writing(STDERR, stderr);
    }

    /** Puts the child into a process group of its own. */
    public ProcessLaunch ownGroup() {
        spawn.ownGroup();
        return this;
    }

    /** Sets the child's working directory. */
    public ProcessLaunch in(byte[] directory) {
        spawn.directory(directory);
        return this;
    }

    /**
     * Makes the child inherit only its standard streams and the descriptors that {@code reading}
     * and {@code writing} have connected.
     */
    ProcessLaunch isolated() {
        spawn.isolated();
        return this;
    }

    /**
     * Makes the child independent of this process, so that the child continues when this process
     * ends. The child has a session of its own, inherits only the descriptors that {@link
     * #isolated} allows, and belongs to no {@link ProcessTree}.
     */
    public ProcessLaunch detached() {
        spawn.session().isolated().with(TreeTag.VARIABLE, new byte[0]);
        return this;
    }

    /**
     * Gives the child these variables instead of the variables of this process. {@code with} adds a
     * variable to this list, or replaces the variable of the same name.
     *
     * @param variables the variables, each as {@code NAME=VALUE}
     */
    public ProcessLaunch environment(List<byte[]> variables) {
        spawn.environment(variables);
        return this;
    }

    /**
     * Gives the child the descriptor of a {@link PauseSource}. A shell script pauses when it reads
     * from this descriptor.
     */
    public ProcessLaunch reading(int descriptor, PauseSource source) {
        spawn.descriptor(descriptor, source.descriptor());
        return this;
    }

    /**
     * Makes the child inherit a lock. In the child, {@code descriptor} is the number of the
     * descriptor of the lock's file.
     */
    public ProcessLaunch inheriting(int descriptor, InheritableLock lock) {
        spawn.descriptor(descriptor, lock.descriptor());
        return this;
    }

    /** Returns whether the child has the standard output of this process. */
    boolean inheritsStdout() {
        return inheritsStdout;
    }

    /**
     * Makes the {@link ChildRegistry} note that the child belongs to a tree. {@link ProcessTree}
     * calls this method for each child.
     */
    ProcessLaunch inTree() {
        inTree = true;
        return this;
    }

    /**
     * Starts the child.
     *
     * @throws IpcException NOT_FOUND (127, as in a shell) if the program is not found; CANNOT_RUN
     *     (126, as in a shell) if the program was found but cannot be run; NO_PROCESS if a limit on
     *     processes, files or memory is reached; UNUSABLE if the arguments are longer than the
     *     system allows
     */
    public ChildProcess start() {
        try {
            return spawn();
        } catch (RuntimeException | Error e) {
            for (Pipe pipe : new Pipe[] {stdin, stdout, stderr}) {
                if (pipe != null) {
                    pipe.close();
                }
            }
            throw e;
        }
    }

    /**
     * Replaces this program by the described program, in the same process. The process keeps its
     * pid, its streams, its working directory, its process group, and its {@linkplain
     * ipckit.common.os.InheritableDescriptors inheritable descriptors}. Only the words and the
     * environment of this object have an effect; its other settings have none. Never returns;
     * throws an exception if the replacement fails.
     *
     * @throws IpcException NOT_FOUND (127) if the program is not found; CANNOT_RUN (126) if the
     *     program was found but cannot be run
     */
    public void replaceThisProgram() {
        spawn.replaceThisProgram();
        throw spawn.search().failure(ExactText.of(name));
    }

    ChildProcess spawn() {
        return ChildRegistry.start(this::startNow, inTree ? environment.toString() : null);
    }

    private ChildProcess startNow() {
        int started = spawn.start();
        if (started <= 0) {
            throw spawn.failure(ExactText.of(name), started);
        }
        return new ChildProcess(started, stdin, stdout, stderr);
    }
}
