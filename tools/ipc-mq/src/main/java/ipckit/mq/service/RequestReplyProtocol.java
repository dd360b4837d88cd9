package ipckit.mq.service;

import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Message;
import ipckit.mq.message.MessageFrames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How questions and answers are told apart by a command that answers one after the other. */
enum RequestReplyProtocol {
    /** Each is a line. */
    LINES {
        @Override
        String refusal(Message question) {
            for (byte one : question.body()) {
                if (one == '\n') {
                    return "the question has several lines, and the service takes one";
                }
            }
            return null;
        }

        @Override
        void ask(Message question, OutputStream out) throws IOException {
            out.write(question.body());
            out.write('\n');
            out.flush();
        }

        @Override
        byte[] answer(InputStream in) throws IOException {
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

    /** Each is a frame, see {@link MessageFrames}; of an answer's only the body counts. */
    FRAMES {
        @Override
        String refusal(Message question) {
            return null;
        }

        @Override
        void ask(Message question, OutputStream out) throws IOException {
            out.write(MessageFrames.of(question));
            out.flush();
        }

        @Override
        byte[] answer(InputStream in) throws IOException {
            MessageFrames.Frame frame = new MessageFrames.Reader(in, MailboxSpec.MOST_BYTES).next();
            return frame == null ? null : frame.body();
        }
    };

    /** Why a question cannot be asked; null if it can. */
    abstract String refusal(Message question);

    abstract void ask(Message question, OutputStream out) throws IOException;

    /**
     * What the command says next; null at the end.
     *
     * @throws ipckit.common.IpcException UNUSABLE if that is no answer
     */
    abstract byte[] answer(InputStream in) throws IOException;
}
