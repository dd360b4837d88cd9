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
import ipckit.common.testkit.Torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A mailbox and its participants, from the first start to the final check. */
final class MailboxTortureRun implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    /** A time in milliseconds after which every lease has ended. */
    private static final long LEASES_END_MILLIS = 300;

    private final Scratch scratch = new Scratch();
    private final Path mailbox = scratch.newDirectory();
    private final Path errors = scratch.file("errors");
    private final Path boardFile = scratch.file("board");
    private final Children children = new Children(MailboxTortureTraining.class, errors);
    private final Metronome metronome = new Metronome();
    private final List<Participant> members = new ArrayList<>();
    private final Random random;
    private final Board board;
    private boolean calls;

    /** A process of the run. */
    static final class Participant {
        final int number;
        final ProcessRole work;
        private final Process process;
        private final Path notes;
        private long killed;

        Participant(int number, ProcessRole work, Process process, Path notes) {
            this.number = number;
            this.work = work;
            this.process = process;
            this.notes = notes;
        }
    }

    MailboxTortureRun(MailboxSpec spec, Random random) throws IOException {
        this.random = random;
        Board.create(boardFile);
        board = Board.open(boardFile);
        if (!Torture.LONG) {
            board.pauseAfterBursts();
        }
        Mailbox.create(mailbox, spec);
    }

    Participant start(ProcessRole work) {
        calls |= work == ProcessRole.ASKING;
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
        Participant attachment = new Participant(number, work, process, notes);
        members.add(attachment);
        return attachment;
    }

    /** Whether the process has sent or received a message. */
    boolean isAtWork(Participant attachment) {
        return board.isAtWork(attachment.number);
    }

    /** Kills a process, and returns when it is dead. */
    void kill(Participant attachment) {
        attachment.killed = System.nanoTime();
        Children.kill(attachment.process);
        assertEquals(KILLED, attachment.process.exitValue(), this::said);
    }

    /** Fails if a process ended without being killed. */
    void checkNobodyFailed() {
        for (Participant attachment : members) {
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

    /** Returns the number of messages sent or refused. */
    long settled() {
        long sum = 0;
        for (int number = 0; number < members.size(); number++) {
            sum += board.reported(number);
        }
        return sum;
    }

    /** Lets all living processes end, and checks the promises. */
    String finish() throws IOException, InterruptedException {
        board.stop();
        for (Participant attachment : members) {
            if (attachment.killed == 0) {
                int code = Children.exitCode(attachment.process);
                assertEquals(
                        0, code, () -> attachment.work + " " + attachment.number + ": " + said());
            }
        }
        Thread.sleep(LEASES_END_MILLIS);
        Participant last = start(calls ? ProcessRole.ANSWERING : ProcessRole.RECEIVING);
        assertEquals(0, Children.exitCode(last.process), this::said);
        MessageLedger ledger = new MessageLedger(board);
        for (Participant attachment : members) {
            ledger.add(attachment.notes, attachment.killed);
        }
        ledger.finish(calls);
        MailboxSnapshot left = MailboxMonitor.open(mailbox).look(true);
        assertEquals(0, left.ready() + left.claimed() + left.pending(), left::toString);
        assertEquals(List.of(), left.participants());
        long late = 0;
        for (Participant attachment : members) {
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
