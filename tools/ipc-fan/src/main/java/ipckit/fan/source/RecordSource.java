package ipckit.fan.source;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ThisProgram;

import java.util.ArrayList;
import java.util.List;

/**
 * Where records come from that are not on standard input: a mailbox or a buffer. Its own program
 * takes them from there, one for each child, and runs the command for each: a record is done with
 * when the command succeeds, and comes again if anybody dies before.
 *
 * @param kind what it is
 * @param name its name
 */
record RecordSource(Kind kind, ObjectName name) {
    /** The kinds. */
    enum Kind {
        /** Of ipc-mq. */
        MAILBOX("mq", "mailbox", "ipc-mq", List.of("recv"), List.of("--follow")),
        /** Of ipc-prodcons. */
        BUFFER("buf", "buffer", "ipc-prodcons", List.of("get"), List.of());

        private final String scheme;
        private final String noun;
        private final String program;
        private final List<String> verb;
        private final List<String> endless;

        Kind(String scheme, String noun, String program, List<String> verb, List<String> endless) {
            this.scheme = scheme;
            this.noun = noun;
            this.program = program;
            this.verb = verb;
            this.endless = endless;
        }
    }

    /**
     * What a user has typed.
     *
     * @throws IpcException USAGE
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
     * Says at once if it is not there.
     *
     * @throws IpcException ABSENT, DENIED
     */
    void check() {
        new Namespace(HomeDirectory.fromEnvironment(), kind.scheme, kind.noun).open(name);
    }

    /**
     * What each child is.
     *
     * @param drained whether it ends when there is nothing to be had now
     * @param further more options of that program
     * @param command what is run for each record
     */
    List<String> child(boolean drained, List<String> further, List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(ThisProgram.beside(kind.program));
        words.addAll(kind.verb);
        words.add(name.text());
        words.addAll(drained ? List.of("--drain") : kind.endless);
        words.addAll(further);
        words.add("--");
        words.addAll(command);
        return words;
    }
}
