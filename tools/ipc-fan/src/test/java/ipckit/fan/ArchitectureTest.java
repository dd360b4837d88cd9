package ipckit.fan;

import ipckit.common.testkit.ToolArchitecture;

final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("fan");
    }
}
