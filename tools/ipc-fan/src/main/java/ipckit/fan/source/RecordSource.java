package ipckit.fan.source;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ObjectKind;
import ipckit.common.process.ThisProgram;

import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox or a buffer as the source of records. Each child of the pool is a receiver, which is a
 * process of {@code ipc-mq} or {@code ipc-prodcons}. The receiver takes one record after the other,
 * and runs the command for each record. The receiver acknowledges a record when the command
 * succeeds. If the command fails or the receiver dies, the record is delivered again.
 *
 * @param kind whether the source is a mailbox or a buffer
 * @param name the name of the mailbox or buffer
 */
record RecordSource(Kind kind, ObjectName name) {
    /** The kinds of objects that can be a source. */
    enum Kind {
        /** A mailbox of ipc-mq. */
        MAILBOX("mq", "mailbox", "ipc-mq", "recv", List.of("--follow")),
        /** A buffer of ipc-prodcons. */
        BUFFER("buf", "buffer", "ipc-prodcons", "get", List.of());

        private final String scheme;
        private final String noun;
        private final String program;
        private final String verb;

        /**
         * The options that make a receiver wait while the mailbox or buffer is empty. The list is
         * empty if the receiver waits by default.
         */
        private final List<String> waiting;

        Kind(String scheme, String noun, String program, String verb, List<String> waiting) {
            this.scheme = scheme;
            this.noun = noun;
            this.program = program;
            this.verb = verb;
            this.waiting = waiting;
        }
    }

    /**
     * Parses {@code mq:NAME} or {@code buf:NAME}.
     *
     * @throws IpcException USAGE if the text has neither of these forms
     */
    static RecordSource parse(String text) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.scheme + ":";
            if (text.startsWith(prefix)) {
                String name = text.substring(prefix.length());
                return new RecordSource(kind, ObjectName.parse(name, List.of(), text));
            }
        }
        throw new IpcException(Category.USAGE, "'" + text + "' is neither mq:NAME nor buf:NAME");
    }

    /**
     * Fails unless the mailbox or buffer exists.
     *
     * @throws IpcException ABSENT if the object does not exist; DENIED if this process may not use
     *     the object
     */
    void check() {
        new Namespace(
                        HomeDirectory.fromEnvironment(),
                        kind.scheme + ".",
                        kind.noun,
                        ObjectKind::permissionsOf)
                .open(name);
    }

    /**
     * Returns the words of a receiver's command line.
     *
     * @param drain whether the receiver ends as soon as the mailbox or buffer is empty
     * @param options more options of the receiver
     * @param command the user's command, which the receiver runs for each record
     */
    List<String> receiver(boolean drain, List<String> options, List<String> command) {
        List<String> words = new ArrayList<>();
        words.addAll(ThisProgram.beside(kind.program));
        words.add(kind.verb);
        words.add(name.text());
        words.addAll(drain ? List.of("--drain") : kind.waiting);
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return words;
    }
}
