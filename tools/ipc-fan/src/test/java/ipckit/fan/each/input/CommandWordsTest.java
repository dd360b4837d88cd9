package ipckit.fan.each.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class CommandWordsTest {
    private static CommandWords split(String line) {
        return CommandWords.split(List.of(line.split(" ")));
    }

    @Test
    void listsFollowTheCommand() {
        assertEquals(List.of("echo", "{}"), split("echo {}").command());
        assertEquals(List.of(), split("echo {}").lists());
        assertEquals(List.of("echo", "::"), split("echo :: ::: a b ::: c").command());
        assertEquals(
                List.of(List.of("a", "b"), List.of("c")), split("echo :: ::: a b ::: c").lists());
        assertEquals(List.of(List.of(), List.of("a")), split("echo ::: ::: a").lists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::: a", "echo ::: a :::: b", "echo ::: a :::+ b", "echo ::::+ a"})
    void aMissingCommandAndForeignSeparatorsAreRefused(String line) {
        IpcException refusal = assertThrows(IpcException.class, () -> split(line));
        assertEquals(Category.USAGE, refusal.category());
    }
}
