package ipckit.common.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

final class ObjectKindTest {
    @ParameterizedTest
    @CsvSource({"600, 600", "644, 600", "666, 666", "664, 660", "464, 060", "222, 0", "444, 0"})
    void onlyUsersWhoMayReadAndWriteOpenTheLivenessFile(String object, String live) {
        int mode = Integer.parseInt(object, 8);
        assertEquals(
                Integer.parseInt(live, 8),
                ObjectKind.permissionsOf(Path.of("buf.jobs/live"), mode));
        assertEquals(mode, ObjectKind.permissionsOf(Path.of("buf.jobs/ring"), mode));
    }
}
