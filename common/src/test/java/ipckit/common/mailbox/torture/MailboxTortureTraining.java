package ipckit.common.mailbox.torture;

import ipckit.common.mailbox.Mailbox;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Scratch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The training run for the child processes of the torture test. From this run, the JVM creates
 * their AOT cache, a file that makes their start faster (see {@link
 * ipckit.common.testkit.ChildImage}). A single process runs each {@link ProcessRole} once.
 */
final class MailboxTortureTraining {
    private MailboxTortureTraining() {}

    static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            Path board = scratch.file("board");
            Board.create(board);
            Path messages = scratch.newDirectory();
            Mailbox.create(messages, MailboxTortureMode.UNBOUNDED.spec());
            Path questions = scratch.newDirectory();
            Mailbox.create(questions, MailboxTortureMode.FEW.spec());
            List<Thread> threads = new ArrayList<>();
            for (ProcessRole work : ProcessRole.values()) {
                boolean asks = work == ProcessRole.ASKING || work == ProcessRole.ANSWERING;
                String[] words = {
                    (asks ? questions : messages).toString(),
                    board.toString(),
                    Integer.toString(work.ordinal()),
                    "1",
                    scratch.file("notes-" + work).toString()
                };
                threads.add(Thread.ofPlatform().start(() -> work.main.accept(words)));
            }
            Thread.sleep(300);
            Board.open(board).stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
