package ipckit.prodcons.bench;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.SizeConverter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Converts a list of sizes separated by commas: {@code 64,1K,64K}. */
final class ItemSizesConverter implements Converter<List<Integer>> {
    private static final SizeConverter ONE =
            new SizeConverter(BenchChannel.MIN_BYTES, BenchChannel.MAX_BYTES);

    @Override
    public List<Integer> convert(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(size -> ONE.convert(size).intValue())
                .toList();
    }

    @Override
    public String show(List<Integer> sizes) {
        return sizes.stream()
                .map(size -> ONE.show(size.longValue()))
                .collect(Collectors.joining(","));
    }
}
