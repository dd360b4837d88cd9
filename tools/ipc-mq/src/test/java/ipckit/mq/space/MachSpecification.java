package ipckit.mq.space;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An executable specification of Mach's rules for tasks, ports and rights, in one process and
 * without shared memory. The specification uses no class of the program {@code ipc-mq}. {@link
 * PortSpecificationIT} compares the program with the specification.
 *
 * <p>An operation is a line of words, such as {@code insert A inbox SEND B inbox}. Its result is a
 * line: {@code ok}, possibly with further words, or the word for the reason of a refusal.
 */
final class MachSpecification implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    /** The message limit of a port for which an operation gives no other limit. */
    private static final int LIMIT = 8;

    private final TreeMap<String, Task> tasks = new TreeMap<>();
    private int choice;
    private int choices = 1;

    /** Thrown inside an operation when Mach's rules refuse the operation. */
    private static final class Refusal extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason);
        }
    }

    private static final class Task implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final String name;
        private final TreeMap<String, Name> names = new TreeMap<>();
        private Port notify;
        private Port kernel;

        Task(String name) {
            this.name = name;
        }
    }

    private static final class Name implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final String text;
        private Port port;
        private boolean receive;
        private int sends;
        private boolean once;
        private boolean dead;
        private boolean wantsDeadName;

        Name(String text, Port port) {
            this.text = text;
            this.port = port;
        }
    }

    private static final class Port implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final int limit;
        private final ArrayList<Message> queue = new ArrayList<>();
        private boolean dead;
        private Request noSenders;
        private Request destroyed;

        Port(int limit) {
            this.limit = limit;
        }
    }

    private record Request(Task task, String name) implements Serializable {}

    private static final class Message implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final String text;
        private final ArrayList<Carried> rights;

        /**
         * The task that has sent the message, while the message waits until the port has room; null
         * if the port has accepted the message.
         */
        private Task pender;

        /** The name that the sender of the pending message has for the port. */
        private String pendingName;

        Message(String text, List<Carried> rights) {
            this.text = text;
            this.rights = new ArrayList<>(rights);
        }
    }

    private static final class Carried implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final String right;
        private final String name;
        private Port port;

        Carried(String right, String name, Port port) {
            this.right = right;
            this.name = name;
            this.port = port;
        }
    }

    /** Returns a deep copy of this specification. */
    MachSpecification copy() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(this);
            }
            try (ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (MachSpecification) in.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Performs an operation. Call this method on a {@link #copy}, because a refused operation may
     * have changed a part of the state.
     *
     * <p>If one operation causes several notices (messages about events), Mach does not specify
     * their order. Therefore a {@code receive} of a notice returns the notice that the tested
     * program has received. Several notices may have the same text, and carry rights to different
     * ports. {@code choice} selects one of these notices, and {@link #choices} returns their
     * number. The caller tries one notice after the other.
     *
     * @param given the result of the same operation in the tested program
     * @param choice 0 for the first notice with this text, 1 for the second, and so on
     */
    String perform(String line, String given, int choice) {
        this.choice = choice;
        choices = 1;
        String[] words = line.split(" ");
        try {
            return switch (words[0]) {
                case "create" -> create(words[1]);
                case "remove" -> remove(words[1]);
                case "allocate" -> allocate(words[1], words[2], Integer.parseInt(words[3]));
                case "destroy" -> destroy(words[1], words[2]);
                case "insert" -> insert(words[1], words[2], words[3], words[4], words[5]);
                case "copy" -> copy(words[1], words[2], words[3], words[4]);
                case "move" -> move(words[1], words[2], words[3], words[4], words[5]);
                case "drop" -> drop(words[1], words[2], words[3]);
                case "notify" -> notify(words[1], words[2], words[3]);
                case "send", "pend" -> send(words);
                case "receive" -> receive(words[1], words[2], given);
                default -> throw new IllegalArgumentException(line);
            };
        } catch (Refusal e) {
            return e.getMessage();
        }
    }

    /**
     * Returns the number of notices that the parameter {@code choice} of the last {@link #perform}
     * could select; 1 if there was nothing to select.
     */
    int choices() {
        return choices;
    }

    private Task task(String name) {
        Task task = tasks.get(name);
        if (task == null) {
            throw new Refusal("ABSENT");
        }
        return task;
    }

    private static Name name(Task task, String text) {
        Name name = task.names.get(text);
        if (name == null) {
            throw new Refusal("DENIED");
        }
        return name;
    }

    private static void require(Name name, String right) {
        if (name.dead) {
            throw new Refusal("REMOVED");
        }
        boolean has =
                switch (right) {
                    case "RECEIVE" -> name.receive;
                    case "SEND" -> name.sends > 0;
                    default -> name.once;
                };
        if (!has) {
            throw new Refusal("DENIED");
        }
    }

    private static void requireMovable(Task task, Name name, String right) {
        require(name, right);
        if (right.equals("RECEIVE") && name.port == task.notify) {
            throw new Refusal("DENIED");
        }
    }

    private String create(String text) {
        if (tasks.containsKey(text)) {
            throw new Refusal("EXISTS");
        }
        Task task = new Task(text);
        task.notify = new Port(LIMIT);
        task.kernel = new Port(LIMIT);
        tasks.put(text, task);
        Name notify = new Name("notify", task.notify);
        notify.receive = true;
        Name kernel = new Name("kernel", task.kernel);
        kernel.sends = 1;
        task.names.put("notify", notify);
        task.names.put("kernel", kernel);
        return "ok";
    }

    private String remove(String text) {
        Task task = task(text);
        tasks.remove(text);
        everyPort().forEach(port -> forgetRequests(port, task));
        for (Name name : List.copyOf(task.names.values())) {
            destroyRights(name);
        }
        die(task.kernel);
        return "ok";
    }

    private static void forgetRequests(Port port, Task dying) {
        if (port.noSenders != null && port.noSenders.task == dying) {
            port.noSenders = null;
        }
        if (port.destroyed != null && port.destroyed.task == dying) {
            port.destroyed = null;
        }
    }

    /**
     * Returns the kernel ports of all tasks, the ports for which a task has a name, and the ports
     * whose rights are in messages that are queued in one of these ports, and so on.
     */
    private List<Port> everyPort() {
        List<Port> found = new ArrayList<>();
        for (Task task : tasks.values()) {
            collect(task.kernel, found);
            task.names.values().forEach(name -> collect(name.port, found));
        }
        return found;
    }

    private static void collect(Port port, List<Port> found) {
        if (port == null || found.contains(port)) {
            return;
        }
        found.add(port);
        for (Message message : port.queue) {
            message.rights.forEach(right -> collect(right.port, found));
        }
    }

    private String allocate(String text, String name, int limit) {
        Task task = task(text);
        if (task.names.containsKey(name)) {
            throw new Refusal("EXISTS");
        }
        Name made = new Name(name, new Port(limit));
        made.receive = true;
        made.sends = 1;
        task.names.put(name, made);
        return "ok";
    }

    private String destroy(String text, String name) {
        Task task = task(text);
        Name found = name(task, name);
        if (found.receive) {
            requireMovable(task, found, "RECEIVE");
        }
        forget(task, found);
        destroyRights(found);
        return "ok";
    }

    private void destroyRights(Name name) {
        for (int i = 0; i < (name.dead ? 0 : name.sends); i++) {
            destroyed(name.port, "SEND", name);
        }
        if (name.once) {
            destroyed(name.port, "SEND_ONCE", name);
        }
        if (name.receive) {
            destroyed(name.port, "RECEIVE", name);
        }
    }

    /**
     * Applies the consequences of the destruction of a right. For example, if no send right to the
     * port is left, sends the notice no-senders to the task that has requested this notice.
     *
     * @param from the entry in a task's table of names that loses the right; null if the right was
     *     in a message
     */
    private void destroyed(Port port, String right, Name from) {
        if (port == null || port.dead) {
            return;
        }
        switch (right) {
            case "SEND" -> {
                if (from != null) {
                    from.sends--;
                }
                noticeNoSenders(port);
            }
            case "SEND_ONCE" -> port.queue.add(new Message("send-once", List.of()));
            default -> {
                if (from != null) {
                    from.receive = false;
                }
                receiveDestroyed(port);
            }
        }
    }

    private void noticeNoSenders(Port port) {
        if (port.noSenders != null && senders(port) == 0) {
            Request request = port.noSenders;
            port.noSenders = null;
            notice(request.task, "no-senders " + request.name, List.of());
        }
    }

    private int senders(Port port) {
        int senders = 0;
        for (Task task : tasks.values()) {
            for (Name name : task.names.values()) {
                senders += name.port == port ? name.sends : 0;
            }
        }
        List<Port> ports = everyPort();
        // If a task has just dropped the only name of the port, everyPort() does not find the port.
        // But a message in the port's own queue may carry a send right to the port. Therefore the
        // port is added to the ports whose queues are searched.
        collect(port, ports);
        for (Port other : ports) {
            for (Message message : other.queue) {
                for (Carried right : message.rights) {
                    senders += right.port == port && right.right.equals("SEND") ? 1 : 0;
                }
            }
        }
        return senders;
    }

    private void receiveDestroyed(Port port) {
        if (port.destroyed != null) {
            Request request = port.destroyed;
            port.destroyed = null;
            if (tasks.containsValue(request.task)) {
                notice(
                        request.task,
                        "port-destroyed " + request.name,
                        List.of(new Carried("RECEIVE", request.name, port)));
                return;
            }
        }
        die(port);
    }

    private void notice(Task task, String text, List<Carried> rights) {
        if (tasks.containsValue(task)) {
            task.notify.queue.add(new Message(text, rights));
        }
    }

    private void die(Port port) {
        if (port.dead) {
            return;
        }
        List<Port> all = everyPort();
        port.dead = true;
        for (Task task : tasks.values()) {
            for (Name name : List.copyOf(task.names.values())) {
                if (name.port == port) {
                    killName(task, name);
                }
            }
        }
        for (Port other : all) {
            for (Message message : other.queue) {
                for (Carried right : message.rights) {
                    if (right.port == port) {
                        right.port = null;
                    }
                }
            }
        }
        List<Message> lost = List.copyOf(port.queue);
        port.queue.clear();
        for (Message message : lost) {
            for (Carried right : message.rights) {
                destroyed(right.port, right.right, null);
            }
        }
    }

    private void killName(Task task, Name name) {
        if (!name.once && name.sends == 0) {
            forget(task, name);
            return;
        }
        name.sends = Math.max(1, name.sends);
        name.dead = true;
        name.port = null;
        name.receive = false;
        name.once = false;
        if (name.wantsDeadName) {
            name.wantsDeadName = false;
            notice(task, "dead-name " + name.text, List.of());
            name.sends++;
        }
    }

    private void forget(Task task, Name name) {
        if (name.wantsDeadName) {
            name.wantsDeadName = false;
            notice(task, "port-deleted " + name.text, List.of());
        }
        task.names.remove(name.text);
    }

    private void take(Task task, Name name, String right) {
        switch (right) {
            case "RECEIVE" -> name.receive = false;
            case "SEND" -> name.sends--;
            default -> name.once = false;
        }
        if (!name.receive && name.sends == 0 && !name.once) {
            forget(task, name);
        }
    }

    private static String freeName(Task task, String wanted) {
        String free = wanted;
        for (int i = 2; task.names.containsKey(free); i++) {
            free = wanted + "." + i;
        }
        return free;
    }

    private static Name give(Task task, Port port, String right, String wanted) {
        if (port == null || port.dead) {
            Name name = new Name(freeName(task, wanted), null);
            name.dead = true;
            name.sends = 1;
            task.names.put(name.text, name);
            return name;
        }
        Name name = null;
        if (!right.equals("SEND_ONCE")) {
            for (Name other : task.names.values()) {
                if (other.port == port && !other.once) {
                    name = other;
                }
            }
        }
        if (name == null) {
            name = new Name(freeName(task, wanted), port);
            task.names.put(name.text, name);
        }
        switch (right) {
            case "RECEIVE" -> name.receive = true;
            case "SEND" -> name.sends++;
            default -> name.once = true;
        }
        return name;
    }

    private String insert(String from, String text, String right, String to, String wanted) {
        Task task = task(from);
        Name name = name(task, text);
        requireMovable(task, name, "RECEIVE");
        Port port = name.port;
        if (right.equals("RECEIVE")) {
            take(task, name, right);
        }
        return "ok " + give(task(to), port, right, wanted).text;
    }

    private String copy(String from, String text, String to, String wanted) {
        Name name = name(task(from), text);
        require(name, "SEND");
        return "ok " + give(task(to), name.port, "SEND", wanted).text;
    }

    private String move(String from, String text, String right, String to, String wanted) {
        Task task = task(from);
        Name name = name(task, text);
        requireMovable(task, name, right);
        Port port = name.port;
        take(task, name, right);
        return "ok " + give(task(to), port, right, wanted).text;
    }

    private String drop(String text, String name, String right) {
        Task task = task(text);
        Name found = name(task, name);
        if (found.dead) {
            take(task, found, "SEND");
            return "ok";
        }
        requireMovable(task, found, right);
        Port port = found.port;
        take(task, found, right);
        destroyed(port, right, null);
        return "ok";
    }

    private String notify(String text, String name, String event) {
        Task task = task(text);
        Name found = name(task, name);
        if (event.equals("DEAD_NAME")) {
            require(found, found.once ? "SEND_ONCE" : "SEND");
            found.wantsDeadName = true;
            return "ok";
        }
        require(found, "RECEIVE");
        Request request = new Request(task, name);
        if (event.equals("NO_SENDERS")) {
            found.port.noSenders = request;
            noticeNoSenders(found.port);
        } else {
            found.port.destroyed = request;
        }
        return "ok";
    }

    /**
     * Performs {@code send TASK NAME TEXT [CARRY PORT]...} or {@code pend TASK NAME TEXT [CARRY
     * PORT]...}. CARRY is an action and a right, for example {@code move-RECEIVE}. If the task uses
     * a send right and the port is full, {@code send} is refused, and {@code pend} leaves the
     * message pending: the message waits until the port has room. The port refuses a second pending
     * message of the same task.
     */
    private String send(String[] words) {
        Task task = task(words[1]);
        Name target = name(task, words[2]);
        require(target, target.once ? "SEND_ONCE" : "SEND");
        Port destination = target.port;
        // The kernel port of a task accepts messages only while the task has a process. The tasks
        // of this specification have none.
        if (tasks.values().stream().anyMatch(other -> other.kernel == destination)) {
            throw new Refusal("REMOVED");
        }
        // The loop below can add the notice port-deleted to the same queue, because the task may
        // move the only right under a name. The message must come before this notice. Therefore its
        // position is determined before the loop.
        int position = destination.queue.size();
        List<Carried> rights = new ArrayList<>();
        for (int i = 4; i < words.length; i += 2) {
            Name source = name(task, words[i + 1]);
            String right = words[i].substring(words[i].indexOf('-') + 1);
            boolean isMove =
                    words[i].startsWith("move") || right.equals("SEND_ONCE") && source.once;
            if (isMove) {
                requireMovable(task, source, right);
                if (right.equals("RECEIVE") && travelsIn(source.port, destination)) {
                    throw new Refusal("UNUSABLE");
                }
                rights.add(new Carried(right, words[i + 1], source.port));
                take(task, source, right);
            } else {
                boolean isMade = right.equals("SEND_ONCE") || source.sends == 0;
                require(source, isMade ? "RECEIVE" : "SEND");
                rights.add(new Carried(right, words[i + 1], source.port));
            }
        }
        require(name(task, words[2]), target.once ? "SEND_ONCE" : "SEND");
        if (target.once) {
            forget(task, target);
            target.once = false;
        } else if (position >= destination.limit) {
            if (!words[0].equals("pend")) {
                throw new Refusal("full");
            }
            if (destination.queue.stream().anyMatch(message -> message.pender == task)) {
                throw new Refusal("PENDING_BEFORE");
            }
            Message pending = new Message(words[3], rights);
            pending.pender = task;
            pending.pendingName = words[2];
            destination.queue.add(position, pending);
            accept();
            return "ok pending";
        }
        destination.queue.add(position, new Message(words[3], rights));
        return "ok";
    }

    /**
     * Accepts each pending message for which its port now has room. Sends the notice msg-accepted
     * to the task that has sent the message.
     */
    private void accept() {
        for (Port port : everyPort()) {
            int before = 0;
            for (Message message : List.copyOf(port.queue)) {
                if (before++ < port.limit) {
                    accept(message);
                }
            }
        }
    }

    private void accept(Message message) {
        Task task = message.pender;
        message.pender = null;
        if (task != null && tasks.containsValue(task)) {
            notice(task, "msg-accepted " + message.pendingName, List.of());
        }
    }

    /**
     * Returns true if the two ports are the same, or if the receive right of {@code destination} is
     * in the queue of {@code carried}, directly or through the queues of further ports. In these
     * cases, a message to {@code destination} must not carry the receive right of {@code carried},
     * because no task could ever receive the message.
     */
    private boolean travelsIn(Port carried, Port destination) {
        Port at = destination;
        while (at != null) {
            if (at == carried) {
                return true;
            }
            at = isHeld(at) ? null : queueWith(at);
        }
        return false;
    }

    private boolean isHeld(Port port) {
        return tasks.values().stream()
                .flatMap(task -> task.names.values().stream())
                .anyMatch(name -> name.port == port && name.receive);
    }

    private Port queueWith(Port travelling) {
        for (Port port : everyPort()) {
            for (Message message : port.queue) {
                for (Carried right : message.rights) {
                    if (right.port == travelling && right.right.equals("RECEIVE")) {
                        return port;
                    }
                }
            }
        }
        return null;
    }

    private String receive(String text, String name, String given) {
        Task task = task(text);
        Name found = name(task, name);
        require(found, "RECEIVE");
        if (found.port.queue.isEmpty()) {
            throw new Refusal("empty");
        }
        Message message = found.port.queue.getFirst();
        if (found.port == task.notify) {
            List<Message> possible =
                    found.port.queue.stream().filter(other -> isIn(given, other)).toList();
            choices = Math.max(1, possible.size());
            message = possible.isEmpty() ? message : possible.get(choice);
        }
        found.port.queue.remove(message);
        accept(message);
        accept();
        StringBuilder result = new StringBuilder("ok ").append(message.text);
        for (Carried right : message.rights) {
            Name accepted = give(task, right.port, right.right, right.name);
            result.append(' ').append(right.right).append(':').append(accepted.text);
        }
        return result.toString();
    }

    private static boolean isIn(String given, Message message) {
        return given.equals("ok " + message.text) || given.startsWith("ok " + message.text + " ");
    }

    /**
     * Returns the state as text. For each name of a task, a line shows the rights that the task has
     * under this name. If the receive right is one of them, the line also contains the number of
     * messages in the port. The last line is the number of all messages, including messages in
     * ports whose receive right no task has.
     */
    String state() {
        StringBuilder state = new StringBuilder();
        for (Task task : tasks.values()) {
            for (Name name : task.names.values()) {
                state.append(task.name).append(' ').append(name.text).append(' ');
                state.append(name.dead ? "dead " : "");
                state.append(name.receive ? "receive " + name.port.queue.size() + " " : "");
                state.append(name.once ? "once " : "").append(name.sends).append('\n');
            }
        }
        int messages = everyPort().stream().mapToInt(port -> port.queue.size()).sum();
        return state.append(messages).append(" messages\n").toString();
    }

    /** Returns the names of the tasks. */
    List<String> taskNames() {
        return List.copyOf(tasks.keySet());
    }

    /** Returns the names under which a task has rights. */
    List<String> names(String task) {
        return List.copyOf(tasks.get(task).names.keySet());
    }
}
