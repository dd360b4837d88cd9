package ipckit.common.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a process that we start: our own, whose bytes Java does not look at, and what
 * is set on top.
 */
final class ProcessEnvironment {
    private record Variable(String name, MemorySegment text) {}

    /** Ours, as it was when the program started: environ(7). */
    private static final class Ours {
        static final List<Variable> ALL = read();

        @SuppressWarnings("restricted") // calling C is what this room is for
        private static List<Variable> read() {
            List<Variable> all = new ArrayList<>();
            MemorySegment at =
                    Linker.nativeLinker()
                            .defaultLookup()
                            .findOrThrow("environ")
                            .reinterpret(ADDRESS.byteSize())
                            .get(ADDRESS, 0)
                            .reinterpret(Long.MAX_VALUE);
            for (long i = 0; at.getAtIndex(ADDRESS, i).address() != 0; i++) {
                MemorySegment text = at.getAtIndex(ADDRESS, i).reinterpret(Long.MAX_VALUE);
                all.add(new Variable(nameIn(text), text));
            }
            return all;
        }

        private static String nameIn(MemorySegment text) {
            StringBuilder name = new StringBuilder();
            for (long i = 0; ; i++) {
                byte one = text.get(JAVA_BYTE, i);
                if (one == '=' || one == 0) {
                    return name.toString();
                }
                name.append((char) (one & 0xff));
            }
        }
    }

    private final Map<String, byte[]> set = new LinkedHashMap<>();

    /** Sets a variable whose name has ASCII characters only. */
    void set(String name, byte[] value) {
        set.put(name, value);
    }

    /** As execve(2) wants it. */
    MemorySegment pointers(Arena arena) {
        MemorySegment pointers = arena.allocate(ADDRESS, Ours.ALL.size() + set.size() + 1L);
        long n = 0;
        for (Variable ours : Ours.ALL) {
            if (!set.containsKey(ours.name)) {
                pointers.setAtIndex(ADDRESS, n++, ours.text);
            }
        }
        for (Map.Entry<String, byte[]> one : set.entrySet()) {
            byte[] name = (one.getKey() + "=").getBytes(StandardCharsets.US_ASCII);
            byte[] value = one.getValue();
            MemorySegment text = arena.allocate(name.length + value.length + 1L);
            MemorySegment.copy(name, 0, text, JAVA_BYTE, 0, name.length);
            MemorySegment.copy(value, 0, text, JAVA_BYTE, name.length, value.length);
            pointers.setAtIndex(ADDRESS, n++, text);
        }
        return pointers;
    }
}
