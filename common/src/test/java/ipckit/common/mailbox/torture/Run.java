package ipckit.common.mailbox.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Children;
import ipckit.common.testkit.Metronome;
import ipckit.common.testkit.Scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A mailbox with processes at it, from the first start to the proof at the end. */
final class Run implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    /** Longer than any lease. */
    private static final long LEASES_END_MILLIS = 300;

    private final Scratch scratch = new Scratch();
    private final Path mailbox = scratch.newDirectory();
    private final Path errors = scratch.file("errors");
    private final Path boardFile = scratch.file("board");
    private final Children children = new Children(Training.class, errors);
    private final Metronome metronome = new Metronome();
    private final List<Member> members = new ArrayList<>();
    private final Random random;
    private final Board board;
    private boolean calls;

    /** A process of the run. */
    static final class Member {
        final int number;
        final Work work;
        private final Process process;
        private final Path notes;
        private long killed;

        Member(int number, Work work, Process process, Path notes) {
            this.number = number;
            this.work = work;
            this.process = process;
            this.notes = notes;
        }
    }

    Run(MailboxSpec spec, Random random) throws IOException {
        this.random = random;
        Board.create(boardFile);
        board = Board.open(boardFile);
        Mailbox.create(mailbox, spec);
    }

    Member start(Work work) {
        calls |= work == Work.ASKING;
        int number = members.size();
        Path notes = scratch.file("notes-" + number);
        Process process =
                children.start(
                        work.main(),
                        Map.of(),
                        mailbox.toString(),
                        boardFile.toString(),
                        Integer.toString(number),
                        Long.toString(random.nextLong()),
                        notes.toString());
        Member attachment = new Member(number, work, process, notes);
        members.add(attachment);
        return attachment;
    }

    /** Whether it has sent or received something already. */
    boolean isAtWork(Member attachment) {
        return board.isAtWork(attachment.number);
    }

    /** Kills one, and returns when it is dead. */
    void kill(Member attachment) {
        attachment.killed = System.nanoTime();
        Children.kill(attachment.process);
        assertEquals(KILLED, attachment.process.exitValue(), this::said);
    }

    /** Fails if somebody ended who was not killed. */
    void checkNobodyFailed() {
        for (Member attachment : members) {
            if (attachment.killed == 0 && !attachment.process.isAlive()) {
                throw new AssertionError(
                        attachment.work + " " + attachment.number + " ended: " + said());
            }
        }
    }

    private String said() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How many messages were sent or refused so far. */
    long settled() {
        long sum = 0;
        for (int number = 0; number < members.size(); number++) {
            sum += board.reported(number);
        }
        return sum;
    }

    /** Lets all end who live, and proves what must hold. */
    String finish() throws IOException, InterruptedException {
        board.stop();
        for (Member attachment : members) {
            if (attachment.killed == 0) {
                int code = Children.exitCode(attachment.process);
                assertEquals(
                        0, code, () -> attachment.work + " " + attachment.number + ": " + said());
            }
        }
        Thread.sleep(LEASES_END_MILLIS);
        Member last = start(calls ? Work.ANSWERING : Work.RECEIVING);
        assertEquals(0, Children.exitCode(last.process), this::said);
        Ledger ledger = new Ledger(board);
        for (Member attachment : members) {
            ledger.add(attachment.notes, attachment.killed);
        }
        ledger.finish(calls);
        MailboxSnapshot left = MailboxMonitor.open(mailbox).look(true);
        assertEquals(0, left.ready() + left.claimed() + left.pending(), left::toString);
        assertEquals(List.of(), left.participants());
        long late = 0;
        for (Member attachment : members) {
            late += board.late(attachment.number);
        }
        return String.format(
                Locale.ROOT,
                "machine late by %.1f ms; %d kills; %d messages reported, %d deliveries, %d of them"
                    + " again, the dead's after %.1f ms at the most; %d senders held up over 200"
                    + " ms",
                metronome.worst() / 1e6,
                kills(),
                ledger.reported(),
                ledger.deliveries(),
                ledger.redeliveries(),
                ledger.worstReturn() / 1e6,
                late);
    }

    private long kills() {
        return members.stream().filter(attachment -> attachment.killed != 0).count();
    }

    @Override
    public void close() {
        metronome.close();
        children.close();
        scratch.close();
    }
}
