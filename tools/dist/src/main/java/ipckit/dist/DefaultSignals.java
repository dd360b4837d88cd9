package ipckit.dist;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Changes the Java runtime of an image so that HUP, INT and TERM keep their default action until a
 * program installs its own handlers. Such a signal then ends a starting program at once and
 * silently, as it ends any other program.
 *
 * <p>In an unchanged runtime, the class {@code java.lang.Terminator} installs handlers at the
 * beginning of the JVM's start. These handlers call {@code System.exit}. If the start is not
 * finished, this call prints "Runtime.exit(143) logging failed", and the process exits instead of
 * dying by the signal. The JVM has no option to leave out only these handlers: with {@code -Xrs}, a
 * program cannot install its own handlers for these signals.
 *
 * <p>This class changes three bytes in the file {@code lib/modules}, which contains all classes of
 * the runtime without compression. {@code Terminator.setup()} begins with a test that makes the
 * method return if it has already installed the handlers. One POP and two NOP instructions replace
 * the conditional jump of this test, so that the method always returns.
 */
final class DefaultSignals {
    private static final String CLASS = "Terminator";
    private static final String METHOD = "setup";

    /**
     * The byte offset of the conditional jump in the bytecode of {@code
     * java.lang.Terminator.setup()}. A GETSTATIC instruction of three bytes precedes the jump, and
     * a RETURN instruction follows it.
     */
    private static final int JUMP = 3;

    private DefaultSignals() {}

    /**
     * Changes the class {@code Terminator} in a runtime, so that HUP, INT and TERM keep their
     * default action until a program installs its own handlers.
     *
     * @throws IllegalStateException if {@code Terminator.setup()} is missing or does not begin with
     *     the expected instructions, or if {@code lib/modules} does not contain the bytecode of
     *     {@code setup()} exactly once
     */
    static void keep(Path runtime) throws IOException {
        byte[] code = code();
        if (opcode(code, 0) != Opcode.GETSTATIC.bytecode()
                || opcode(code, JUMP) != Opcode.IFNULL.bytecode()
                || opcode(code, JUMP + 3) != Opcode.RETURN.bytecode()) {
            throw new IllegalStateException("this JDK has another " + CLASS + "." + METHOD);
        }
        Path modules = runtime.resolve("lib/modules");
        // In this character set, each byte is one character, so `at` is also a position in the
        // file.
        String content = Files.readString(modules, StandardCharsets.ISO_8859_1);
        String wanted = new String(code, StandardCharsets.ISO_8859_1);
        int at = content.indexOf(wanted);
        if (at < 0 || content.indexOf(wanted, at + 1) >= 0) {
            throw new IllegalStateException(modules + " does not contain one " + CLASS);
        }
        byte nothing = (byte) Opcode.NOP.bytecode();
        byte[] instead = {(byte) Opcode.POP.bytecode(), nothing, nothing};
        try (FileChannel file = FileChannel.open(modules, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(instead), at + JUMP);
        }
    }

    private static int opcode(byte[] code, int at) {
        return code[at] & 0xff;
    }

    /** Returns the bytecode of {@code Terminator.setup()} in the JDK that runs this build. */
    private static byte[] code() throws IOException {
        try (InputStream in = Object.class.getResourceAsStream(CLASS + ".class")) {
            for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
                if (method.methodName().equalsString(METHOD)) {
                    return method.findAttribute(Attributes.code()).orElseThrow().codeArray();
                }
            }
        }
        throw new IllegalStateException("this JDK has no " + CLASS + "." + METHOD);
    }
}
