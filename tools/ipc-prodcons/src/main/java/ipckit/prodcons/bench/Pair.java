package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;
import ipckit.prodcons.Main;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A client and its server, as seen by the process that gives the orders. */
final class Pair implements AutoCloseable {
    private final Process client;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final Runnable end;

    Pair(Mechanism mechanism, Path directory) throws IOException {
        mechanism.prepare(directory);
        List<String> arguments =
                List.of(ClientCommand.VERB, mechanism.typed(), directory.toString());
        client = ThisProgram.start(Main.class, arguments, Map.of());
        end = client::destroy;
        Shutdown.before(end);
        orders = client.outputWriter();
        answers = client.inputReader();
    }

    Sample throughput(int size, long nanos) throws IOException {
        return ask(ClientCommand.THROUGHPUT, size, nanos);
    }

    Sample roundTrip(int size, long nanos) throws IOException {
        return ask(ClientCommand.ROUND_TRIP, size, nanos);
    }

    private Sample ask(String what, int size, long nanos) throws IOException {
        orders.write(what + " " + size + " " + nanos + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IpcException(Category.FAILED, "a process of the benchmark has ended");
        }
        return Sample.parse(answer);
    }

    /** Ends both processes and waits for them. */
    @Override
    public void close() {
        try {
            orders.close();
            client.waitFor();
        } catch (IOException e) {
            client.destroy(); // it is gone already
        } catch (InterruptedException e) {
            client.destroy();
            Thread.currentThread().interrupt();
        } finally {
            Shutdown.forget(end);
        }
    }
}
