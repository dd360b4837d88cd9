package ipckit.common.cli.runner;

import java.util.List;

/**
 * A table of the words that other programs (ipcs, Redis, NATS, Docker, GNU parallel and others) use
 * for the verbs (subcommands) of ipckit. For example, {@code list} means {@code ls}.
 */
final class Synonyms {
    private Synonyms() {}

    /**
     * Returns the verbs of ipckit that a word may mean; an empty list if this table does not
     * contain the word. A program of ipckit may lack some of these verbs.
     */
    static List<String> of(String word) {
        return switch (word) {
            case "list", "dir", "ipcs" -> List.of("ls");
            case "remove", "delete", "del", "destroy", "unlink", "ipcrm" -> List.of("rm");
            case "info", "show", "status", "inspect", "describe", "monitor" -> List.of("stat");
            case "make", "new", "mk", "ipcmk", "declare" -> List.of("create");
            case "prune", "clean", "cleanup" -> List.of("gc");
            case "send", "put", "push", "produce", "publish", "pub", "enqueue", "post" ->
                    List.of("send", "put", "write");
            case "write", "store", "append" -> List.of("write", "put", "send");
            case "receive",
                    "recv",
                    "get",
                    "pop",
                    "consume",
                    "dequeue",
                    "take",
                    "subscribe",
                    "sub" ->
                    List.of("recv", "get", "from", "read");
            case "read", "load" -> List.of("read", "get", "recv");
            case "browse", "head", "tail" -> List.of("peek");
            case "cat" -> List.of("print", "peek");
            case "clear", "flush", "empty" -> List.of("purge");
            case "request", "req", "ask", "rpc" -> List.of("call");
            case "reply", "respond", "listen" -> List.of("serve");
            case "acknowledge", "confirm" -> List.of("ack");
            case "reject", "requeue" -> List.of("nack");
            case "renew", "touch" -> List.of("extend");
            case "await", "poll" -> List.of("wait", "cell wait");
            case "set", "add", "cas" -> List.of("cell " + word);
            case "incr", "increment" -> List.of("cell add");
            case "mmap", "shmat" -> List.of("attach");
            case "detach", "shmdt" -> List.of("unpin");
            case "hexdump", "xxd", "od" -> List.of("dump");
            case "flock", "mutex", "sem", "semaphore" -> List.of("lock");
            case "benchmark", "perf" -> List.of("bench", "cell bench");
            case "demo", "example", "tutorial" -> List.of("tour", "run");
            case "why", "diagnose" -> List.of("explain");
            case "map", "foreach", "parallel", "xargs" -> List.of("each", "attach");
            case "pipepart", "scatter", "distribute" -> List.of("split");
            case "sh", "bash", "commands" -> List.of("shell");
            case "exec", "start", "spawn", "fork" -> List.of("run");
            case "pipeline", "pipes" -> List.of("pipe");
            case "ring" -> List.of("token");
            default -> List.of();
        };
    }
}
