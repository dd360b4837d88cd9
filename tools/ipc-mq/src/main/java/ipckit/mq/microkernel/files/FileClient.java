package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.files.store.FileNames;
import ipckit.mq.microkernel.files.store.FileStatus;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends requests to the file server. {@link FileService} describes the requests, and {@link
 * ServiceClient#call} describes the failures that all methods have in common. An instance belongs
 * to one thread.
 */
final class FileClient {
    private static final String SERVER = "files";

    private final Function<ServiceMessage, byte[]> server;

    /**
     * @param server sends a request to the file server, and returns the reply
     */
    FileClient(Function<ServiceMessage, byte[]> server) {
        this.server = server;
    }

    /** Returns a client that sends its requests to the file server through {@code client}. */
    static FileClient of(ServiceClient client) {
        return new FileClient(request -> client.call(SERVER, request));
    }

    /** Returns a name for a file that is not complete. No other client uses the same name. */
    static String temporaryName() {
        long time = System.currentTimeMillis();
        long pid = ProcessHandle.current().pid();
        return ".new-" + pid + "-" + time + "-" + Long.toHexString(System.nanoTime());
    }

    /** Returns the status of a file. */
    FileStatus status(String name) {
        String[] words = text(ServiceMessage.of("stat", name)).split(" ");
        if (words.length != 2) {
            throw wrongReply(null);
        }
        return new FileStatus(name, number(words[0]), number(words[1]), false);
    }

    /**
     * Returns bytes of a file; fewer than {@code length} only at the end of the file.
     *
     * @param file the status of the file, from which its name and its identity are used
     * @param offset the position of the first byte
     * @param length the number of bytes; at most 4096
     */
    byte[] read(FileStatus file, long offset, int length) {
        return call(
                ServiceMessage.of(
                        "read",
                        file.name(),
                        Long.toString(offset),
                        Integer.toString(length),
                        Long.toString(file.id())));
    }

    void write(String name, long offset, byte[] bytes, int length) {
        byte[] body = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        byte[] _ = call(new ServiceMessage(List.of("write", name, Long.toString(offset)), body));
    }

    void rename(String oldName, String newName) {
        byte[] _ = call(ServiceMessage.of("rename", oldName, newName));
    }

    void remove(String name) {
        byte[] _ = call(ServiceMessage.of("rm", name));
    }

    /** Calls a function with each file, sorted by the names, without the temporary files. */
    void list(Consumer<FileStatus> action) {
        String after = "";
        for (List<String> lines = page(after); !lines.isEmpty(); lines = page(after)) {
            for (String line : lines) {
                String[] words = line.split(" ");
                if (words.length != 2 || !FileNames.isLegal(words[1])) {
                    throw wrongReply(null);
                }
                boolean isDamaged = words[0].equals("-");
                after = words[1];
                action.accept(
                        new FileStatus(after, isDamaged ? 0 : number(words[0]), 0, isDamaged));
            }
        }
    }

    private List<String> page(String after) {
        return text(after.isEmpty() ? ServiceMessage.of("ls") : ServiceMessage.of("ls", after))
                .lines()
                .toList();
    }

    private String text(ServiceMessage request) {
        return new String(call(request), StandardCharsets.UTF_8);
    }

    private byte[] call(ServiceMessage request) {
        return server.apply(request);
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw wrongReply(e);
        }
    }

    private static IpcException wrongReply(Exception cause) {
        return new IpcException(Category.CORRUPT, "the file server sent a wrong reply", cause);
    }
}
