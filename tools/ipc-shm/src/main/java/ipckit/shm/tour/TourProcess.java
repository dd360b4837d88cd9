package ipckit.shm.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A process of the {@linkplain SegmentTourCommand tour}, which demonstrates the life of a segment.
 * The output of the tour names the process by a letter. The tour shows the lines with which the
 * process reports its steps, and puts the letter and the process id before each line.
 */
final class TourProcess implements AutoCloseable {
    private static final int SIGSEGV_STATUS = 128 + 11;

    private final String letter;
    private final TextOutput out;
    private final ChildProcess process;
    private final Writer steps;
    private final BufferedReader answers;

    /**
     * Starts the process.
     *
     * @param main the main class of this program; the process runs this class
     * @param letter the letter by which the output names the process
     * @param name the name of the segment
     */
    TourProcess(Class<?> main, String letter, String name, TextOutput out) {
        this.letter = letter;
        this.out = out;
        this.process = ThisProgram.start(main, List.of(TourProcessCommand.VERB, name), Map.of());
        this.steps =
                new BufferedWriter(new OutputStreamWriter(process.stdin(), StandardCharsets.UTF_8));
        this.answers =
                new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    /**
     * Tells the process to take a step, shows the lines with which the process reports the step,
     * and returns the result of the step. Returns an empty string if the step has no result, or if
     * SIGSEGV has ended the process.
     *
     * @throws IpcException FAILED if the process has ended in another way
     */
    String take(TourStep step, String... values) {
        try {
            steps.write(step + " " + String.join(" ", values) + "\n");
            steps.flush();
            String line = answers.readLine();
            while (line != null && line.charAt(0) != TourProcessCommand.DONE) {
                show(line);
                line = answers.readLine();
            }
            return line == null ? ended() : line.substring(1);
        } catch (IOException e) {
            return ended();
        }
    }

    private String ended() {
        int status = process.await().status();
        if (status != SIGSEGV_STATUS) {
            throw new IpcException(
                    Category.FAILED, "process " + letter + " has ended with " + status);
        }
        show("         ended by signal 11: segmentation fault");
        return "";
    }

    private void show(String line) {
        out.println("     " + letter + " " + process.pid() + "  " + line).flush();
    }

    /**
     * Closes the stdin of the process, so that the process ends, and waits until the process has
     * ended.
     */
    @Override
    public void close() {
        try {
            steps.close();
        } catch (IOException e) {
            // The process has already ended.
        }
        process.await();
        process.closePipes();
    }
}
