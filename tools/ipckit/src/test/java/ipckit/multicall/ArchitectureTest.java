package ipckit.multicall;

import ipckit.common.testkit.ToolArchitecture;

/** Checks that the command {@code ipckit} uses only the class {@code Main} of each program. */
final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("multicall", "[a-z]+\\.Main");
    }
}
