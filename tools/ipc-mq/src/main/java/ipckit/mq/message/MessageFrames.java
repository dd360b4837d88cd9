package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.FrameFormat;
import ipckit.common.pipe.FrameMetadata;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts messages to frames, and reads the metadata of frames. {@link FrameFormat} describes the
 * frames of ipckit. The metadata of a message consists of names with values, such as {@code
 * sender=alice}. The names are the keys that {@code --json} prints, except for headers: the value
 * of the header {@code color} has the name {@code header_color}. The metadata contain no property
 * that the message lacks, and no priority if the priority is 0.
 */
public final class MessageFrames {
    private static final String SENDER = "sender";
    private static final String PRIORITY = "priority";
    private static final String REPLY_TO = "reply_to";
    private static final String HEADER = "header_";

    private MessageFrames() {}

    /**
     * Returns the frames of a message that came from the mailbox with the name {@code mailbox}.
     *
     * @param receipt whether the metadata contains the receipt of the message, with which a process
     *     acknowledges a leased message
     * @throws IpcException UNUSABLE when a header contains a zero byte
     */
    public static byte[] of(String mailbox, Message message, boolean receipt) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("mailbox", mailbox);
        texts.put("id", Long.toString(message.number()));
        if (receipt) {
            texts.put("receipt", message.receipt().toString());
        }
        putIfPresent(texts, SENDER, message.meta().sender());
        texts.put("pid", Long.toString(message.process()));
        texts.put("sent", Timestamps.iso(message.sent()));
        putTime(texts, "delayed_until", message.delayedUntil());
        putTime(texts, "expires", message.expires());
        texts.put("deliveries", Integer.toString(message.times()));
        putIfPresent(texts, REPLY_TO, message.meta().replyTo());
        if (message.priority() != 0) {
            texts.put(PRIORITY, Integer.toString(message.priority()));
        }
        message.meta().headers().forEach((key, value) -> texts.put(HEADER + key, value));
        return FrameFormat.frames(new FrameMetadata(texts), message.body());
    }

    /**
     * Returns the frames of a message from a kernel queue. The metadata contains the name of the
     * queue and the label of the message, which is a priority or a type. The priority 0 is left
     * out.
     */
    static byte[] of(KernelQueueName queue, KernelQueue.Letter letter) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("mailbox", queue.toString());
        if (letter.label() != 0) {
            texts.put(queue.labelName(), Long.toString(letter.label()));
        }
        return FrameFormat.frames(new FrameMetadata(texts), letter.body());
    }

    private static void putTime(Map<String, String> texts, String name, long time) {
        if (time != 0) {
            texts.put(name, Timestamps.iso(time));
        }
    }

    private static void putIfPresent(Map<String, String> texts, String name, String value) {
        if (!value.isEmpty()) {
            texts.put(name, value);
        }
    }

    /**
     * Returns the priority that a frame gives to its message. A priority above {@link
     * OutgoingMessage#HIGHEST}, which a message from a kernel queue may have, is replaced by {@code
     * HIGHEST}.
     *
     * @param usual the priority if the frame gives none
     * @throws IpcException UNUSABLE when the priority in the frame is not a number
     */
    static int priority(FrameMetadata frame, int usual) {
        String text = frame.texts().get(PRIORITY);
        if (text == null) {
            return usual;
        }
        try {
            int priority = Integer.parseInt(text);
            if (priority >= 0) {
                return Math.min(priority, OutgoingMessage.HIGHEST);
            }
        } catch (NumberFormatException e) {
            // The last statement of this method reports that the text is not a priority.
        }
        throw new IpcException(
                Category.UNUSABLE, "a frame has the priority '" + text + "', which is no number");
    }

    /**
     * Returns the sender, the reply address and the headers that a frame gives to its message. If
     * the frame lacks a sender or a reply address, the result contains the sender or the reply
     * address of {@code usual} instead. The result contains the headers of {@code usual} and of the
     * frame. If both have a header with the same key, the value from the frame counts.
     *
     * @param usual the metadata of a message whose frame gives none
     */
    static MessageMetadata metadata(FrameMetadata frame, MessageMetadata usual) {
        Map<String, String> headers = new LinkedHashMap<>(usual.headers());
        frame.texts()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(HEADER) && !name.equals(HEADER)) {
                                headers.put(name.substring(HEADER.length()), value);
                            }
                        });
        return new MessageMetadata(
                frame.texts().getOrDefault(SENDER, usual.sender()),
                frame.texts().getOrDefault(REPLY_TO, usual.replyTo()),
                headers);
    }
}
