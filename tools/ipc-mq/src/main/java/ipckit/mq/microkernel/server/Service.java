package ipckit.mq.microkernel.server;

/** A service outside the kernel, which handles requests. */
@FunctionalInterface
public interface Service {
    /**
     * Handles a request. Replies with {@link ServiceRequest#reply} before or after this method
     * returns, also from another thread. A reply after the return can take any time: other requests
     * are handled meanwhile. If this method throws an exception, {@link ServiceLoop} replies with
     * this failure.
     *
     * <p>A request can arrive twice: if the process of the service dies before it has replied, the
     * next process of the service gets the request again. Therefore a repeated request must have
     * the same effect as a single one.
     *
     * @throws ipckit.common.IpcException if the request fails
     */
    void handle(ServiceRequest request);

    /**
     * Forgets a request, because its client waits for the reply no longer. The kernel cancels a
     * request only if {@link #handle} has returned without a reply to it. A service that replies to
     * each request before {@link #handle} returns need not override this method.
     *
     * @param id the result of {@link ServiceRequest#id}
     */
    default void cancel(String id) {}
}
