package ipckit.chain;

import ipckit.common.testkit.ToolArchitecture;

final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("chain");
    }
}
