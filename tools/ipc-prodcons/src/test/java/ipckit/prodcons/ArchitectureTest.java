package ipckit.prodcons;

import ipckit.common.testkit.ToolArchitecture;

final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("prodcons");
    }
}
