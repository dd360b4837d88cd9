package ipckit.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

final class ShellScriptsTest {
    private static List<String> shellOf(String... programs) {
        Set<String> installed = Set.of(programs);
        return ShellScripts.shell(path -> installed.contains(path.toString()));
    }

    @Test
    void theSmallestShellIsUsed() {
        assertEquals(List.of("/bin/dash"), shellOf("/bin/sh", "/bin/busybox", "/bin/dash"));
        assertEquals(List.of("/usr/bin/dash"), shellOf("/bin/sh", "/usr/bin/dash"));
        assertEquals(List.of("/bin/busybox", "sh"), shellOf("/bin/sh", "/bin/busybox"));
        assertEquals(List.of("/bin/sh"), shellOf("/bin/sh"));
    }

    @Test
    void withoutAnyShellTheStartNamesTheStandardShell() {
        assertEquals(List.of("/bin/sh"), shellOf());
    }
}
