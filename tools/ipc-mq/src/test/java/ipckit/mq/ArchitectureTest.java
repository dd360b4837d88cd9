package ipckit.mq;

import ipckit.common.testkit.ToolArchitecture;

final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("mq");
    }
}
