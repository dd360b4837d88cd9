package ipckit.common.mailbox.torture;

import ipckit.common.mailbox.Mailbox;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Scratch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the AOT cache of child processes learns from: one of each work. */
final class Training {
    private static final Map<Work, Consumer<String[]>> MAINS =
            Map.of(
                    Work.SENDING, Sending::main,
                    Work.RECEIVING, Receiving::main,
                    Work.LEASING, Leasing::main,
                    Work.ASKING, Asking::main,
                    Work.ANSWERING, Answering::main);

    private Training() {}

    static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            Path board = scratch.file("board");
            Board.create(board);
            Path messages = scratch.newDirectory();
            Mailbox.create(messages, Mode.UNBOUNDED.spec());
            Path questions = scratch.newDirectory();
            Mailbox.create(questions, Mode.FEW.spec());
            List<Thread> threads = new ArrayList<>();
            for (Work work : Work.values()) {
                boolean asks = work == Work.ASKING || work == Work.ANSWERING;
                String[] words = {
                    (asks ? questions : messages).toString(),
                    board.toString(),
                    Integer.toString(work.ordinal()),
                    "1",
                    scratch.file("notes-" + work).toString()
                };
                threads.add(Thread.ofPlatform().start(() -> MAINS.get(work).accept(words)));
            }
            Thread.sleep(300);
            Board.open(board).stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
