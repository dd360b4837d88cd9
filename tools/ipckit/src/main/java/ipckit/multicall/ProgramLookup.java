package ipckit.multicall;

import ipckit.common.IpcException;
import ipckit.common.cli.runner.SimilarSpelling;
import ipckit.common.cli.runner.Verb;

import java.util.ArrayList;
import java.util.List;

/**
 * Explains why a command line selects no program. If the first word names the objects or the task
 * of a program, for example {@code queue} or {@code parallel}, the message names the program. If
 * the word is a verb, the message names the programs that have this verb. Any other word may be
 * misspelt, so the message proposes the program with the most similar spelling.
 */
final class ProgramLookup {
    private ProgramLookup() {}

    /** Returns the exception for a command line without words. */
    static IpcException missing() {
        return IpcException.usage("the name of a program is missing");
    }

    /** Returns the exception for a first word that is not the name of a program. */
    static IpcException failure(String word) {
        if (word.startsWith("-")) {
            return IpcException.usage("unknown option '" + word + "'");
        }
        String problem = "unknown program '" + word + "'";
        KitProgram synonym = synonym(word);
        if (synonym != null) {
            return IpcException.usage(problem + ": use '" + call(synonym) + "'");
        }
        List<String> calls = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (KitProgram program : KitProgram.values()) {
            names.add(program.shortName());
            if (hasVerb(program, word)) {
                calls.add("'" + call(program) + " " + word + "'");
            }
        }
        if (!calls.isEmpty()) {
            return IpcException.usage(problem + ": use " + String.join(" or ", calls));
        }
        String similar = SimilarSpelling.of(word, names);
        return IpcException.usage(
                similar == null ? problem : problem + " (did you mean '" + similar + "'?)");
    }

    /** Returns whether a word is a verb of a program, or the first word of a verb of two words. */
    private static boolean hasVerb(KitProgram program, String word) {
        for (Verb verb : program.declaration().shownVerbs()) {
            if (verb.name().equals(word) || verb.name().startsWith(word + " ")) {
                return true;
            }
        }
        return false;
    }

    private static String call(KitProgram program) {
        return Main.KIT.name() + " " + program.shortName();
    }

    /**
     * Returns the program whose objects or task a word names, for example {@code ipc-mq} for {@code
     * queue} and {@code ipc-fan} for {@code parallel}. Returns null for any other word.
     */
    private static KitProgram synonym(String word) {
        return switch (word) {
            case "buf", "buffer", "buffers", "ring", "producer-consumer" -> KitProgram.PRODCONS;
            case "memory", "shared-memory", "segment", "segments" -> KitProgram.SHM;
            case "mailbox", "mailboxes", "message", "messages", "msg", "queue", "queues" ->
                    KitProgram.MQ;
            case "pipeline", "pipelines" -> KitProgram.CHAIN;
            case "pool", "workers", "parallel", "xargs" -> KitProgram.FAN;
            default -> null;
        };
    }
}
