package ipckit.common.queue.torture;

import ipckit.common.queue.Ring;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Scratch;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The training run from which the JVM creates the AOT cache of the child processes: a file that
 * makes their start faster (see {@link ipckit.common.testkit.ChildImage}). The training run starts
 * producers and consumers on rings whose participants sleep on futexes, and on a ring whose
 * participants sleep on named pipes.
 */
public final class RingTortureTraining {
    private RingTortureTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            for (Mode mode : new Mode[] {Mode.RUNS_FUTEX, Mode.CHAIN_PIPE, Mode.ONE_TO_ONE_FUTEX}) {
                Path board = scratch.file("board-" + mode);
                Board.create(board);
                Path ring = scratch.newDirectory();
                Ring.create(ring, mode.spec);
                String longest = Long.toString(mode.spec.maxItem());
                String log = scratch.file("log-" + mode).toString();
                String[] producer = {ring.toString(), board.toString(), "0", "1", longest, log};
                String[] consumer = {ring.toString(), board.toString(), "1", "1", longest, log};
                Thread puts = new Thread(() -> ProducingWorker.main(producer));
                Thread takes = new Thread(() -> ConsumingWorker.main(consumer));
                puts.start();
                takes.start();
                Board shared = Board.open(board);
                // The producer must not end before the consumer has attached. Otherwise the
                // consumer would wait forever, because it would not see the end of the stream.
                while (puts.isAlive() && !(shared.isAtWork(0) && shared.isAtWork(1))) {
                    Thread.sleep(5);
                }
                Thread.sleep(300);
                shared.stop();
                puts.join();
                takes.join();
            }
        }
    }
}
