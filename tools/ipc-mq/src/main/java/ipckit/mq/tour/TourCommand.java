package ipckit.mq.tour;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.ChoiceConverter;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.time.Duration;

/**
 * {@code tour}: tells a story about messages, with real processes.
 *
 * <p>Each command line that the tour prints runs this program as a process. The processes have a
 * temporary {@code $IPC_DIR}, so that they do not touch the user's tasks and mailboxes. They end
 * when the tour ends in any way.
 */
public final class TourCommand implements Command {
    /**
     * The longest time that a command of the tour has to end, if the tour must end early. The time
     * is long, because {@code ipc-mq kernel run} stops its services before it ends.
     */
    private static final Duration KILL_AFTER = Duration.ofSeconds(10);

    private final Class<?> program;
    private final Argument<Story> story;

    /**
     * Declares the operand {@code STORY}.
     *
     * @param program the main class of this program
     */
    public TourCommand(Arguments arguments, Class<?> program) {
        this.program = program;
        ChoiceConverter<Story> stories = new ChoiceConverter<>(Story.values());
        story =
                arguments
                        .operand("STORY", stories.label() + " (default: naming)", stories)
                        .orElse(Story.NAMING);
        arguments.mayExit(
                ExitCode.FAILED,
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ScratchDirectory home = ScratchDirectory.create("tour");
        Runnable cleanUp = home::close;
        // If a signal ends the tour, the clean-up that was added last runs first. So the tree ends
        // its processes before the directory with their files is deleted.
        Shutdown.addCleanUp(cleanUp);
        try (ProcessTree tree = new ProcessTree(KILL_AFTER);
                Stage stage = new Stage(program, home.path(), console.text(), tree)) {
            given.get(story).tell(stage);
        } finally {
            home.close();
            Shutdown.removeCleanUp(cleanUp);
        }
        return ExitCode.OK.code();
    }
}
