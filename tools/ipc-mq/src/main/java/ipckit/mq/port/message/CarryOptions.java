package ipckit.mq.port.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.mq.message.MessageInput;
import ipckit.mq.space.Carry;
import ipckit.mq.space.Right;
import ipckit.mq.task.PortName;

import java.util.ArrayList;
import java.util.List;

/** The options with which the user chooses the rights that a message carries. */
final class CarryOptions {
    private final Argument<List<String>> copySend;
    private final Argument<List<String>> makeSendOnce;
    private final Argument<List<String>> moveSend;
    private final Argument<List<String>> moveReceive;

    CarryOptions(Arguments arguments) {
        copySend =
                option(arguments, "--carry-send", "a send right to PORT; the sender keeps its own");
        makeSendOnce =
                option(
                        arguments,
                        "--carry-send-once",
                        "a new send-once right, for one reply to PORT");
        moveSend = option(arguments, "--move-send", "the sender's send right to PORT");
        moveReceive = option(arguments, "--move-receive", "the receive right to PORT");
    }

    private static Argument<List<String>> option(Arguments arguments, String name, String help) {
        return arguments
                .options(name, "PORT", "carry " + help, PortName.ANY)
                .completes(Completion.PORT);
    }

    /**
     * Returns the rights that the user has chosen, in this order: all rights of {@code
     * --carry-send}, then of {@code --carry-send-once}, of {@code --move-send}, and of {@code
     * --move-receive}.
     *
     * @param messages the messages of the command line; {@link MessageInput#STDIN} stands for the
     *     lines on stdin
     * @throws IpcException USAGE if the user has chosen rights, but gave several messages or {@link
     *     MessageInput#STDIN}
     */
    List<Carry> of(ParsedArguments given, List<String> messages) {
        List<Carry> carried = new ArrayList<>();
        for (String port : given.get(copySend)) {
            carried.add(new Carry(port, Right.SEND, false));
        }
        for (String port : given.get(makeSendOnce)) {
            carried.add(new Carry(port, Right.SEND_ONCE, false));
        }
        for (String port : given.get(moveSend)) {
            carried.add(new Carry(port, Right.SEND, true));
        }
        for (String port : given.get(moveReceive)) {
            carried.add(new Carry(port, Right.RECEIVE, true));
        }
        boolean isOne = messages.size() == 1 && !messages.contains(MessageInput.STDIN);
        if (!carried.isEmpty() && !isOne) {
            throw new IpcException(
                    Category.USAGE, "rights need exactly one MESSAGE, which is an argument");
        }
        return carried;
    }
}
