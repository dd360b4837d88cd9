package ipckit.prodcons.bench;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A client process and its server process, which measure one mechanism, such as a ring or a pipe.
 * With this class, the {@code bench} process starts the client and requests measurements from it.
 * The client starts the server. Only one thread may use an instance.
 */
final class BenchProcessPair implements AutoCloseable {
    private final ChildProcess client;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final Runnable end;

    BenchProcessPair(BenchMechanism mechanism, Path directory, Class<?> main) throws IOException {
        mechanism.prepare(directory);
        String files = ExactText.of(PathBytes.of(directory));
        List<String> arguments = List.of(BenchClientCommand.VERB, mechanism.typed(), files);
        client = ThisProgram.start(main, arguments, Map.of());
        end = () -> client.signal("TERM");
        Shutdown.addCleanUp(end);
        orders =
                new BufferedWriter(
                        new OutputStreamWriter(client.stdin(), StandardCharsets.US_ASCII));
        answers =
                new BufferedReader(
                        new InputStreamReader(client.stdout(), StandardCharsets.US_ASCII));
    }

    BenchSample throughput(int size, long nanos) {
        return ask(BenchClientCommand.THROUGHPUT, size, nanos);
    }

    BenchSample roundTrip(int size, long nanos) {
        return ask(BenchClientCommand.ROUND_TRIP, size, nanos);
    }

    private BenchSample ask(String what, int size, long nanos) {
        String answer;
        try {
            orders.write(what + " " + size + " " + nanos + "\n");
            orders.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            // The write fails when the client has ended, because the pipe to its stdin has no
            // reader.
            answer = null;
        }
        if (answer == null) {
            Shutdown.yieldToSignal();
            throw new IpcException(Category.FAILED, "a process of the benchmark has ended early");
        }
        return BenchSample.parse(answer);
    }

    /** Ends both processes and waits for their end. */
    @Override
    public void close() {
        try {
            orders.close();
            client.await();
        } catch (IOException e) {
            // The end of stdin tells the client to end. If stdin cannot be closed, TERM ends the
            // client.
            client.signal("TERM");
        } finally {
            client.closePipes();
            Shutdown.removeCleanUp(end);
        }
    }
}
