package ipckit.multicall;

import ipckit.common.testkit.ToolArchitecture;

/** The command {@code ipckit} uses of each program only its {@code Main}. */
final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("multicall", "[a-z]+\\.Main");
    }
}
