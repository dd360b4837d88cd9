package ipckit.multicall;

import ipckit.common.testkit.ToolArchitecture;

/** The command {@code ipckit} may use only the class {@code Main} of each program. */
final class ArchitectureTest extends ToolArchitecture {
    ArchitectureTest() {
        super("multicall", "[a-z]+\\.Main");
    }
}
