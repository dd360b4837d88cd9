package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment for a program that is started later: the environment of this process, byte for
 * byte, with some variables set or removed. Names of variables are ASCII. An instance belongs to
 * one thread.
 *
 * <p>The launcher, a script that starts the JVM, changes some variables for the JVM. Programs that
 * this process starts get these variables as they were before. For this purpose, the launcher sets
 * two kinds of variables:
 *
 * <ul>
 *   <li>{@code IPCKIT_HIDDEN_X} has the original value of the variable {@code X}. The launcher has
 *       removed {@code X}, or has given it another value.
 *   <li>{@code IPCKIT_ABSENT_X} means that the variable {@code X} did not exist before the launcher
 *       set it.
 * </ul>
 */
public final class ProcessEnvironment {
    private static final String HIDDEN = "IPCKIT_HIDDEN_";
    private static final String ABSENT = "IPCKIT_ABSENT_";

    /**
     * An environment variable of this process.
     *
     * @param text the variable as {@code NAME=VALUE}, with one character for each byte
     * @param address the address of the same text in native memory; 0 if native memory does not
     *     contain the text
     */
    private record Variable(String name, String text, long address) {
        static Variable of(String text, long address) {
            int end = text.indexOf('=');
            return new Variable(end < 0 ? text : text.substring(0, end), text, address);
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        long address(Arena arena) {
            return address != 0 ? address : Libc.string(bytes(), arena).address();
        }

        Variable without(String prefix) {
            return new Variable(
                    name.substring(prefix.length()),
                    text.substring(prefix.length()),
                    address + prefix.length());
        }
    }

    /** The environment variables with which this process was started, see environ(7). */
    private static final class Inherited {
        /** The variables as this JVM sees them. */
        static final List<Variable> RAW = read();

        /**
         * The variables as they were before the launcher (the script that starts the JVM) changed
         * them.
         */
        static final List<Variable> ALL = restored(RAW);

        private static List<Variable> read() {
            List<Variable> all = new ArrayList<>();
            long array = at(LibraryCall.find("environ"), Long.BYTES).get(JAVA_LONG, 0);
            for (; ; array += Long.BYTES) {
                long address = at(array, Long.BYTES).get(JAVA_LONG, 0);
                if (address == 0) {
                    return all;
                }
                String text = at(address, Long.MAX_VALUE).getString(0, StandardCharsets.ISO_8859_1);
                all.add(Variable.of(text, address));
            }
        }

        private static List<Variable> restored(List<Variable> raw) {
            Set<String> changed = new HashSet<>();
            for (Variable variable : raw) {
                if (variable.name.startsWith(HIDDEN)) {
                    changed.add(variable.without(HIDDEN).name);
                } else if (variable.name.startsWith(ABSENT)) {
                    changed.add(variable.without(ABSENT).name);
                }
            }
            List<Variable> all = new ArrayList<>();
            for (Variable variable : raw) {
                if (variable.name.startsWith(HIDDEN)) {
                    all.add(variable.without(HIDDEN));
                } else if (!variable.name.startsWith(ABSENT) && !changed.contains(variable.name)) {
                    all.add(variable);
                }
            }
            return all;
        }

        // The compiler warns, because it cannot check the address. The warning is suppressed,
        // because all addresses here come from the C library.
        @SuppressWarnings("restricted")
        private static MemorySegment at(long address, long size) {
            return MemorySegment.ofAddress(address).reinterpret(size);
        }
    }

    /** The variables that {@link #replaceInherited} has set; null if it was not called. */
    private static volatile List<Variable> replacement;

    private static volatile String hidden;

    private final Map<String, byte[]> changes = new LinkedHashMap<>();
    private List<Variable> base;
    private Set<String> kept;
    private boolean forJvm;

    ProcessEnvironment() {}

    /**
     * Passes these variables to all programs that this process will start. By default, those
     * programs get the variables with which this process was started. But if a shell started this
     * process, the shell may have dropped some of the user's variables, because not every shell
     * passes on all of them.
     *
     * @param variables the variables, each as {@code NAME=VALUE}
     * @param internal the name of a variable of this process that no other program gets
     */
    public static void replaceInherited(List<byte[]> variables, String internal) {
        replacement = parsed(variables);
        hidden = internal;
    }

    /**
     * Returns the variables that this process passes by default to the programs that it starts,
     * each as {@code NAME=VALUE}.
     */
    public static List<byte[]> variables() {
        List<byte[]> variables = new ArrayList<>();
        for (Variable variable : inherited()) {
            variables.add(variable.bytes());
        }
        return variables;
    }

    private static List<Variable> inherited() {
        List<Variable> replaced = replacement;
        return replaced == null ? Inherited.ALL : replaced;
    }

    private static List<Variable> parsed(List<byte[]> variables) {
        List<Variable> parsed = new ArrayList<>();
        for (byte[] variable : variables) {
            parsed.add(Variable.of(new String(variable, StandardCharsets.ISO_8859_1), 0));
        }
        return parsed;
    }

    /**
     * Returns the value of a variable in {@link #variables}, or null if there is no such variable.
     */
    static byte[] inherited(String name) {
        String start = name + "=";
        for (Variable variable : inherited()) {
            if (variable.text.startsWith(start)) {
                String value = variable.text.substring(start.length());
                return value.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    /**
     * Makes the new program start with {@code variables}, each as {@code NAME=VALUE}, instead of
     * the variables of this process.
     */
    void replace(List<byte[]> variables) {
        base = parsed(variables);
    }

    /** Sets a variable of the new program, or removes the variable if the value is null. */
    void set(String name, byte[] value) {
        changes.put(name, value);
    }

    /**
     * Makes the new program start with the variables that this JVM has. By default, the new program
     * gets the variables as they were before the launcher (the script that starts the JVM) changed
     * them. The new program must be a program of ipckit, because only such a program restores the
     * earlier variables for the programs that it starts.
     */
    void keepForJvm() {
        forJvm = true;
    }

    /**
     * Restricts the environment to the variables with these names and the variables that {@link
     * #set} sets.
     */
    void keepOnly(Set<String> names) {
        kept = names;
    }

    private boolean isPassed(Variable variable) {
        return !changes.containsKey(variable.name)
                && !variable.name.equals(hidden)
                && (kept == null || kept.contains(variable.name));
    }

    /** Returns the environment as an array of pointers, in the form that execve(2) takes. */
    MemorySegment pointers(Arena arena) {
        List<Variable> inherited = base != null ? base : forJvm ? Inherited.RAW : inherited();
        MemorySegment pointers = arena.allocate(JAVA_LONG, inherited.size() + changes.size() + 1L);
        long n = 0;
        for (Variable variable : inherited) {
            if (isPassed(variable)) {
                pointers.setAtIndex(JAVA_LONG, n++, variable.address(arena));
            }
        }
        for (Map.Entry<String, byte[]> change : changes.entrySet()) {
            if (change.getValue() != null) {
                byte[] text = text(change.getKey(), change.getValue());
                pointers.setAtIndex(JAVA_LONG, n++, Libc.string(text, arena).address());
            }
        }
        return pointers;
    }

    private static byte[] text(String name, byte[] value) {
        String text = name + "=" + new String(value, StandardCharsets.ISO_8859_1);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
