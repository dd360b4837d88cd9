package ipckit.multicall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProgramLookupTest {
    @ParameterizedTest
    @EnumSource
    void findsAProgramByItsNameWithAndWithoutPrefix(KitProgram program) {
        assertEquals(program, KitProgram.named(program.command()));
        assertEquals(program, KitProgram.named(program.shortName()));
        assertEquals(program.command(), program.declaration().name());
        assertEquals(program.purpose(), program.declaration().purpose());
    }

    @Test
    void findsNoProgramByAnotherName() {
        assertNull(KitProgram.named(""));
        assertNull(KitProgram.named("ipc-"));
        assertNull(KitProgram.named("ipc-ipc-mq"));
        assertNull(KitProgram.ofCommand("mq"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    prodcon | unknown program 'prodcon' (did you mean 'prodcons'?)
                    mailbox | unknown program 'mailbox': use 'ipckit mq'
                    each    | unknown program 'each': use 'ipckit fan each'
                    rm      | unknown program 'rm': use 'ipckit prodcons rm' or 'ipckit shm rm' or 'ipckit mq rm'
                    cell    | unknown program 'cell': use 'ipckit shm cell'
                    xyz     | unknown program 'xyz'
                    --json  | unknown option '--json'
                    """)
    void explainsAnUnknownName(String word, String message) {
        IpcException failure = ProgramLookup.failure(word);
        assertEquals(message, failure.getMessage());
        assertEquals(Category.USAGE, failure.category());
    }
}
