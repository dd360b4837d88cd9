package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.files.store.BlockDevice;
import ipckit.mq.microkernel.files.store.FileNames;
import ipckit.mq.microkernel.files.store.FileStatus;
import ipckit.mq.microkernel.files.store.FileStore;
import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;
import ipckit.mq.microkernel.server.SystemCalls;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.util.Iterator;

/**
 * The file server. Like an NFS server, it keeps no state about its clients. A repeated request has
 * the same effect as a single one. The requests are:
 *
 * <pre>
 * read NAME OFFSET LENGTH [ID]   the reply is at most LENGTH bytes of the file, and is shorter only
 *                                at the end of the file. LENGTH is at most 4096. Fails with
 *                                WOULD_BLOCK if the file does not have the identity ID
 * write NAME OFFSET              writes the body, at most 4096 bytes, to the file. Creates the file
 *                                if OFFSET is 0; otherwise, OFFSET is at most the size of the file
 * rename OLD NEW                 gives a file another name, and replaces the file NEW. Succeeds if
 *                                OLD does not exist, but was the last name of the file NEW. Fails
 *                                with UNUSABLE if only NEW begins with a dot
 * rm NAME                        removes a file; succeeds if it does not exist
 * stat NAME                      the reply is the size and the identity of the file
 * ls [AFTER]                     the reply has a line "SIZE NAME" for each file, sorted by the
 *                                names, from the first name after AFTER. It has as many lines as
 *                                fit into 8192 bytes, and is empty at the end. The size of a
 *                                damaged file is -
 * </pre>
 *
 * <p>{@code rename} and {@code rm} succeed if they find nothing to do, because the request may be
 * repeated after a death of the file server. A client that wants to know whether a file exists
 * sends {@code stat} first.
 *
 * <p>A name that begins with a dot is the name of a file that a client has not completed. {@code
 * ls} does not show such a file, and the file server removes it when it was not written for an
 * hour. A file whose name begins with another character cannot get such a name.
 */
public final class FileService implements Service {
    private static final int MOST_LISTED_BYTES = 8192;
    private static final byte[] NOTHING = {};

    private final BlockDevice disk;
    private FileStore store;

    /**
     * Creates the service, and mounts the disk.
     *
     * @throws IpcException CORRUPT or UNUSABLE if the disk contains other data or is too small;
     *     otherwise the failure that the disk service reports
     */
    public FileService(SystemCalls kernel) {
        disk = new DriverBlocks(kernel);
        store = mount();
    }

    private FileStore mount() {
        return FileStore.mount(disk, System::currentTimeMillis);
    }

    @Override
    public void handle(ServiceRequest request) {
        if (store.isUncertain()) {
            store = mount();
        }
        ServiceMessage message = request.message();
        switch (message.operation()) {
            case "read" -> request.reply(read(message));
            case "write" -> {
                write(message);
                request.reply(NOTHING);
            }
            case "rename" -> {
                store.rename(name(message, 1), name(message, 2));
                request.reply(NOTHING);
            }
            case "rm" -> {
                store.remove(name(message, 1));
                request.reply(NOTHING);
            }
            case "stat" -> {
                FileStatus status = store.status(name(message, 1));
                request.reply(status.size() + " " + status.id());
            }
            case "ls" -> request.reply(list(message));
            default ->
                    throw new IpcException(
                            Category.UNUSABLE,
                            "unknown request: use read, write, rename, rm, stat or ls");
        }
    }

    private static String name(ServiceMessage message, int index) {
        String name = index < message.words().size() ? message.words().get(index) : "";
        if (!FileNames.isLegal(name)) {
            throw new IpcException(Category.UNUSABLE, "the name of a file is missing or illegal");
        }
        return name;
    }

    private byte[] read(ServiceMessage message) {
        long length = message.number(3, "length");
        if (length > FileStore.MOST_BYTES) {
            throw tooMuch();
        }
        long id = message.words().size() > 4 ? message.number(4, "identity") : FileStore.ANY;
        return store.read(name(message, 1), message.number(2, "offset"), (int) length, id);
    }

    private void write(ServiceMessage message) {
        if (message.body().length > FileStore.MOST_BYTES) {
            throw tooMuch();
        }
        store.write(name(message, 1), message.number(2, "offset"), message.body());
    }

    private static IpcException tooMuch() {
        return new IpcException(
                Category.UNUSABLE,
                "a request transfers at most " + FileStore.MOST_BYTES + " bytes");
    }

    private String list(ServiceMessage message) {
        String after = message.words().size() > 1 ? name(message, 1) : "";
        StringBuilder lines = new StringBuilder();
        Iterator<FileStatus> files = store.list(after).iterator();
        while (files.hasNext()) {
            FileStatus file = files.next();
            String size = file.damaged() ? "-" : Long.toString(file.size());
            String line = size + " " + file.name() + "\n";
            if (lines.length() + line.length() > MOST_LISTED_BYTES) {
                break;
            }
            lines.append(line);
        }
        return lines.toString();
    }
}
