package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.PosixSpawn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that is to be started: which program, with which variables, and where its streams lead.
 * Unless something else is said, it has our streams and our environment, and is in our process
 * group: what is typed at the terminal reaches it.
 *
 * <p>For one start, by one thread.
 */
public final class ProcessLaunch {
    private static final int OUT = 1;

    private final PosixSpawn spawn;
    private final byte[] name;
    private final StringBuilder environment = new StringBuilder("\0");
    private boolean enrolled;

    /**
     * @param words the program, found on PATH as a shell finds it, and its arguments
     */
    public ProcessLaunch(List<byte[]> words) {
        this.spawn = new PosixSpawn(words);
        this.name = words.getFirst();
    }

    /** A script of the POSIX shell, with arguments. */
    public static ProcessLaunch ofScript(String script, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>(List.of(ascii("sh"), ascii("-c"), ascii(script)));
        words.add(ascii("sh"));
        words.addAll(arguments);
        return new ProcessLaunch(words);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets a variable of its environment. */
    public ProcessLaunch with(String variable, byte[] value) {
        spawn.with(variable, value);
        String text = new String(value, StandardCharsets.ISO_8859_1);
        environment.append(variable).append('=').append(text).append('\0');
        return this;
    }

    /** The same of a value in ASCII. */
    public ProcessLaunch with(String variable, String value) {
        return with(variable, ascii(value));
    }

    /** Lets its standard input be what comes out of a pipe. */
    public ProcessLaunch reading(Pipe pipe) {
        spawn.descriptor(0, pipe.outDescriptor());
        return this;
    }

    /** Lets its standard output go into a pipe. */
    public ProcessLaunch writing(Pipe pipe) {
        return writing(OUT, pipe);
    }

    /** The same of another descriptor. */
    public ProcessLaunch writing(int descriptor, Pipe pipe) {
        spawn.descriptor(descriptor, pipe.inDescriptor());
        return this;
    }

    /** Lets one of its descriptors be what comes out of a pipe. */
    public ProcessLaunch reading(int descriptor, Pipe pipe) {
        spawn.descriptor(descriptor, pipe.outDescriptor());
        return this;
    }

    /** Lets its standard input be empty: {@code /dev/null}. */
    public ProcessLaunch readingNothing() {
        spawn.file(0, ascii("/dev/null"));
        return this;
    }

    /** Lets its standard input be all that was put into memory for it. */
    public ProcessLaunch reading(CommandInput input) {
        return reading(0, input);
    }

    /** The same of another descriptor. */
    ProcessLaunch reading(int descriptor, CommandInput input) {
        spawn.file(descriptor, ascii(input.file().getPath()));
        return this;
    }

    /** Puts it into a process group of its own. */
    public ProcessLaunch ownGroup() {
        spawn.group(0);
        return this;
    }

    /** Where it begins, if not where we are. */
    public ProcessLaunch in(byte[] directory) {
        spawn.directory(directory);
        return this;
    }

    /**
     * Nothing that ends us shall end it: a session of its own, no file that we were given, and no
     * mark of a tree that we are in ourselves.
     */
    ProcessLaunch apart() {
        spawn.session().bare().with(TreeTag.VARIABLE, new byte[0]);
        return this;
    }

    /** Puts it into the {@link ChildRegistry}: it belongs to a tree. */
    ProcessLaunch enrolled() {
        enrolled = true;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IpcException NOT_FOUND (127) or CANNOT_RUN (126), as a shell says it; NO_PROCESS when
     *     there may be no more of them; UNUSABLE when its arguments are longer than the system
     *     allows
     */
    public ChildProcess start() {
        int started = spawn.start();
        if (started > 0) {
            if (enrolled) {
                ChildRegistry.add(started, environment.toString());
            }
            return new ChildProcess(started);
        }
        String program = new String(name, OwnCommandLine.charset());
        if (PosixSpawn.isTooMany(started)) {
            throw new IpcException(
                    Category.NO_PROCESS,
                    "cannot start " + program + ": " + PosixSpawn.text(started));
        }
        if (PosixSpawn.isTooLong(started)) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "cannot start "
                            + program
                            + ": its arguments are longer than the system allows");
        }
        throw UserCommand.failure(program, null);
    }
}
