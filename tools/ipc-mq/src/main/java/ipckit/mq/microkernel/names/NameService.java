package ipckit.mq.microkernel.names;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;
import ipckit.mq.microkernel.server.SystemCalls;

import java.util.List;

/**
 * The name server. Each client that asks for a service gets a send right to it. The requests are:
 *
 * <pre>
 * look-up NAME    the reply carries a send right to the service
 * register NAME   the request carries a send right, which clients get from now on under this name
 * ls [AFTER]      the reply has a line for each name, sorted, from the first name after AFTER. It
 *                 has as many lines as fit into 8192 bytes, and is empty at the end
 * </pre>
 *
 * <p>The name server's task has a send right to each service, under the name of the service. The
 * kernel keeps these rights when the process of the name server dies, so the next process knows the
 * same names.
 */
public final class NameService implements Service {
    private final SystemCalls kernel;

    /** Creates the service. */
    public NameService(SystemCalls kernel) {
        this.kernel = kernel;
    }

    @Override
    public void handle(ServiceRequest request) {
        List<String> words = request.message().words();
        switch (request.message().operation()) {
            case "ls" -> request.reply(list(words));
            case "look-up" -> lookUp(request, name(words));
            case "register" -> register(request, name(words));
            default ->
                    throw new IpcException(
                            Category.UNUSABLE, "unknown request: use look-up, register or ls");
        }
    }

    private String list(List<String> words) {
        return String.join("\n", kernel.rights(words.size() > 1 ? name(words) : ""));
    }

    private static String name(List<String> words) {
        if (words.size() != 2 || !ObjectName.isLegal(words.get(1))) {
            throw new IpcException(Category.UNUSABLE, "the request needs one name");
        }
        return words.get(1);
    }

    private void lookUp(ServiceRequest request, String name) {
        if (!kernel.has(name)) {
            throw new IpcException(Category.ABSENT, "no such service: " + name);
        }
        request.replyWithRight(name, name);
    }

    private void register(ServiceRequest request, String name) {
        if (request.rights().size() != 1) {
            throw new IpcException(Category.UNUSABLE, "the request must carry one send right");
        }
        kernel.keep(request.rights().getFirst(), name);
        request.reply(name);
    }
}
