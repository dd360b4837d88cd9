package ipckit.mq.service;

import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.FrameFormat;
import ipckit.mq.message.MessageFrames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The protocol by which requests are written to a long-lived command and replies are read from this
 * command.
 */
enum RequestReplyProtocol {
    /** Each request and each reply is a line. */
    LINES {
        @Override
        String refusal(Message request) {
            for (byte one : request.body()) {
                if (one == '\n') {
                    return "the request has several lines, and the service takes one";
                }
            }
            return null;
        }

        @Override
        void writeRequest(String mailbox, Message request, OutputStream out) throws IOException {
            out.write(request.body());
            out.write('\n');
            out.flush();
        }

        @Override
        byte[] readReply(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (one == '\n') {
                    return line.toByteArray();
                }
                line.write(one);
            }
            return null;
        }
    },

    /**
     * Each request and each reply is a frame: a prefix with the length of the body, and the body. A
     * metadata frame with the properties of the request precedes each request. A metadata frame
     * before a reply is ignored. {@link FrameFormat} describes frames.
     */
    FRAMES {
        @Override
        String refusal(Message request) {
            return null;
        }

        @Override
        void writeRequest(String mailbox, Message request, OutputStream out) throws IOException {
            out.write(MessageFrames.of(mailbox, request, false));
            out.flush();
        }

        @Override
        byte[] readReply(InputStream in) throws IOException {
            return FrameFormat.readItem(in, MailboxSpec.MOST_BYTES);
        }
    };

    /**
     * Returns the reason why a request cannot be written in this protocol, or null when the request
     * can be written.
     */
    abstract String refusal(Message request);

    /** Writes a request that came from the given mailbox, and flushes the stream. */
    abstract void writeRequest(String mailbox, Message request, OutputStream out)
            throws IOException;

    /**
     * Reads the body of the next reply, or returns null at the end of the stream.
     *
     * @throws ipckit.common.IpcException UNUSABLE when the reply is malformed
     */
    abstract byte[] readReply(InputStream in) throws IOException;
}
