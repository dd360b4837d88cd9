package ipckit.multicall;

import ipckit.common.cli.output.TextOutput;

/** The help page of {@code ipckit}: all programs, each with its purpose. */
final class KitHelp {
    private static final int NAME_WIDTH = 11;

    private KitHelp() {}

    static void print(TextOutput out) {
        String kit = Main.KIT.name();
        out.println("Usage: " + kit + " PROGRAM VERB [OPTION]... [ARGUMENT]...");
        out.println("       " + kit + " help PROGRAM [VERB]");
        out.println(Main.KIT.purpose() + ".").println("");
        out.println("Programs:");
        for (KitProgram program : KitProgram.values()) {
            String name = program.shortName();
            String gap = " ".repeat(NAME_WIDTH - name.length());
            out.println("  " + name + gap + program.purpose());
        }
        out.println("");
        out.println("'" + kit + " mq' is the same as 'ipc-mq', and so on for every program.");
        out.println("'" + kit + " PROGRAM --help' tells more; --version shows the version.");
    }
}
