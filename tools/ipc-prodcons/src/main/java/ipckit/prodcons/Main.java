package ipckit.prodcons;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program's entry. */
public final class Main {
    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        CommandSpec spec = CommandSpec.create().name("ipc-prodcons").version("ipc-prodcons 0.1.0");
        spec.usageMessage().description("A bounded buffer between producers and consumers.");
        spec.addOption(
                OptionSpec.builder("--help").usageHelp(true).description("Show this.").build());
        spec.addOption(
                OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        return new CommandLine(spec).setExecutionStrategy(Main::execute).execute(args);
    }

    private static int execute(CommandLine.ParseResult result) {
        Integer code = CommandLine.executeHelpRequest(result);
        return code != null ? code : CommandLine.ExitCode.USAGE;
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args));
    }
}
