package ipckit.shm.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.shm.Main;
import ipckit.shm.tour.TourProcessCommand.Order;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A process of the tour as the tour sees it. What it answers is shown with its letter and pid. */
final class TourProcess implements AutoCloseable {
    private static final int SIGSEGV = 128 + 11;

    private final String letter;
    private final TextOutput out;
    private final ChildProcess process;
    private final Writer orders;
    private final BufferedReader answers;

    /**
     * @param letter what it is called
     * @param name the segment that it knows
     * @param size how large it would make it
     */
    TourProcess(String letter, String name, long size, TextOutput out) {
        this.letter = letter;
        this.out = out;
        this.process =
                ThisProgram.start(Main.class, TourProcessCommand.words(name, size), Map.of());
        this.orders =
                new BufferedWriter(new OutputStreamWriter(process.stdin(), StandardCharsets.UTF_8));
        this.answers =
                new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    /** Gives an order, shows the answer, and returns its result. */
    String tell(Order order, String... values) {
        try {
            orders.write(order + " " + String.join(" ", values) + "\n");
            orders.flush();
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
        if (status != SIGSEGV) {
            throw new IpcException(
                    Category.FAILED, "process " + letter + " has ended with " + status);
        }
        show("         ended by signal 11: segmentation fault");
        return "";
    }

    private void show(String line) {
        out.println("     " + letter + " " + process.pid() + "  " + line).flush();
    }

    /** Ends it: it has no more orders. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended already.
        }
        process.await();
        process.closePipes();
    }
}
