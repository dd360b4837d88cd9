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

/**
 * One execution of the torture test: a mailbox and its processes, from the first start to the final
 * check.
 */
final class MailboxTortureRun implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    /** A time in milliseconds that is longer than every lease. */
    private static final long LEASES_END_MILLIS = 300;

    private final Scratch scratch = new Scratch();
    private final Path mailbox = scratch.newDirectory();
    private final Path errors = scratch.file("errors");
    private final Path boardFile = scratch.file("board");
    private final Children children = new Children(MailboxTortureTraining.class, errors);
    private final Metronome metronome = new Metronome();
    private final List<Participant> participants = new ArrayList<>();
    private final Random random;
    private final Board board;
    private boolean calls;

    /**
     * A child process of the torture test. The field {@code notes} is the file in which the process
     * records the events of its messages, see {@link MessageNotes}. The field {@code killed} is the
     * time at which the process was killed, or 0 if it was not killed.
     */
    final class Participant {
        final ProcessRole work;
        private final int number = participants.size();
        private final Path notes = scratch.file("notes-" + number);
        private final Process process;
        private long killed;

        private Participant(ProcessRole work) {
            this.work = work;
            this.process =
                    children.start(
                            work.program,
                            Map.of(),
                            mailbox.toString(),
                            boardFile.toString(),
                            Integer.toString(number),
                            Long.toString(random.nextLong()),
                            notes.toString());
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
        Participant participant = new Participant(work);
        participants.add(participant);
        return participant;
    }

    /** Returns whether the process has sent or received a message. */
    boolean isAtWork(Participant participant) {
        return board.isAtWork(participant.number);
    }

    /** Kills a process and waits until it is dead. */
    void kill(Participant participant) {
        participant.killed = System.nanoTime();
        Children.kill(participant.process);
        assertEquals(KILLED, participant.process.exitValue(), this::said);
    }

    /** Fails if a process ended without being killed. */
    void checkNobodyFailed() {
        for (Participant participant : participants) {
            if (participant.killed == 0 && !participant.process.isAlive()) {
                throw new AssertionError(
                        participant.work + " " + participant.number + " ended: " + said());
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

    /** Returns the number of messages that the senders have reported as sent or as refused. */
    long settled() {
        return participants.stream().mapToLong(one -> board.reported(one.number)).sum();
    }

    /**
     * Makes all living processes end, and starts one more process, which receives the remaining
     * messages. Then {@link MessageLedger} checks the events that all processes have recorded.
     * Returns a summary of the test.
     */
    String finish() throws IOException, InterruptedException {
        board.stop();
        for (Participant participant : participants) {
            if (participant.killed == 0) {
                int code = Children.exitCode(participant.process);
                assertEquals(
                        0, code, () -> participant.work + " " + participant.number + ": " + said());
            }
        }
        Thread.sleep(LEASES_END_MILLIS);
        Participant last = start(calls ? ProcessRole.ANSWERING : ProcessRole.RECEIVING);
        assertEquals(0, Children.exitCode(last.process), this::said);
        MessageLedger ledger = new MessageLedger(board);
        for (Participant participant : participants) {
            ledger.add(participant.notes, participant.killed);
        }
        ledger.finish(calls);
        MailboxSnapshot left = MailboxMonitor.open(mailbox).look(true);
        assertEquals(
                0, left.ready() + left.claimed() + left.pending() + left.delayed(), left::toString);
        assertEquals(List.of(), left.participants());
        return String.format(
                Locale.ROOT,
                "machine late by %.1f ms; %d kills; %s; %d senders held up over 200 ms",
                metronome.worst() / 1e6,
                participants.stream().filter(one -> one.killed != 0).count(),
                ledger.summary(),
                participants.stream().mapToLong(one -> board.late(one.number)).sum());
    }

    @Override
    public void close() {
        metronome.close();
        children.close();
        scratch.close();
    }
}
