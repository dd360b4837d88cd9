package ipckit.shm.scheme;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests POSIX segments in {@code /dev/shm}. */
final class PosixSegmentTest {
    private final SegmentCatalog catalog = new SegmentCatalog();

    /**
     * The names that other programs may give to their segments: with a blank, with a first
     * character that is not a letter, with control characters, with an umlaut, and with a byte that
     * is not UTF-8.
     */
    @ParameterizedTest
    @ValueSource(strings = {"P", "P a b", "_P", ".P", "P\n\u001b[2J", "Pü", "P\udcff"})
    void aNameMayHaveEveryByteButTheSlash(String pattern) {
        String unique = "ipckit-test-" + ProcessHandle.current().pid();
        String name = "posix:/" + pattern.replace("P", unique);
        Segment segment = catalog.named(name);
        segment.create(4096, 0600);
        assertFails(Category.EXISTS, () -> segment.create(4096, 0600));
        segment.chmod(0640);
        assertEquals(0640, catalog.named(name).status().mode());
        segment.attach(Segment.Access.READ, SegmentRole.ACCESS).close();
        assertTrue(isListed(name), name);
        segment.remove();
        assertFalse(isListed(name), name);
    }

    private boolean isListed(String name) {
        return catalog.list(SegmentScheme.POSIX).stream().anyMatch(row -> row.name().equals(name));
    }
}
