package ipckit.common.cli.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class EachOperandTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Console console =
            Console.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), errors);
    private final List<String> called = new ArrayList<>();

    private int run(String... operands) {
        return EachOperand.run("ipc-x", List.of(operands), console, this::act);
    }

    /** Fails unless the operand is "good". Otherwise the operand is the category of the failure. */
    private void act(String operand) {
        called.add(operand);
        if (!operand.equals("good")) {
            throw new IpcException(Category.valueOf(operand), operand);
        }
    }

    @Test
    void failuresAreReportedInTheOrderOfTheOperands() {
        int code = run("good", "ABSENT", "DENIED", "good");
        assertEquals(ExitCode.UNAVAILABLE.code(), code);
        assertEquals("ipc-x: ABSENT\nipc-x: DENIED\n", errors.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("good", "ABSENT", "DENIED", "good"), called);
    }

    @Test
    void theExitCodeWithoutFailuresIsZero() {
        assertEquals(0, run("good", "good"));
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }
}
