package ipckit.shm;

import ipckit.common.testkit.ToolArchitecture;

final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("shm");
    }
}
