package ipckit.mq.microkernel.server;

import java.util.List;

/**
 * The system calls of a service: not those of Linux, but messages that ask the microkernel for
 * something. Only the thread that handles requests may use this object.
 */
public interface SystemCalls {
    /**
     * Sends a request to a port, and waits for the reply.
     *
     * @param port the service's name for the port
     * @return the reply
     * @throws ipckit.common.IpcException if the request failed; REMOVED if the port is dead
     */
    byte[] call(String port, byte[] request);

    /**
     * Returns the names of the service's send rights whose ports are alive, sorted, from the first
     * name after {@code after}. The list has at most as many names as fit into the reply to a
     * client; it is empty if no names follow.
     *
     * @param after a name; empty for the first names
     */
    List<String> rights(String after);

    /**
     * Keeps a send right that was in the present request. After the reply, the kernel destroys the
     * rights that the service has not kept.
     *
     * @param right the name of the right in {@link ServiceRequest#rights}
     * @param name the name that the right has from now on
     * @throws ipckit.common.IpcException EXISTS if another port has the name, or if the service
     *     knows the port by another name; DENIED if the request carried no such send right
     */
    void keep(String right, String name);

    /** Returns whether the service has a send right of this name whose port is alive. */
    boolean has(String name);
}
