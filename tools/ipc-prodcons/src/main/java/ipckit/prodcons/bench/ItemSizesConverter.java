package ipckit.prodcons.bench;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.SizeConverter;

import java.util.ArrayList;
import java.util.List;

/** Converts a list of sizes separated by commas: {@code 64,1K,64K}. */
final class ItemSizesConverter implements Converter<List<Integer>> {
    private static final SizeConverter ONE =
            new SizeConverter(BenchChannel.MIN_BYTES, BenchChannel.MAX_BYTES);

    @Override
    public List<Integer> convert(String text) {
        List<Integer> sizes = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            sizes.add(ONE.convert(text.substring(start, comma)).intValue());
            start = comma + 1;
        }
        sizes.add(ONE.convert(text.substring(start)).intValue());
        return List.copyOf(sizes);
    }

    @Override
    public String show(List<Integer> sizes) {
        StringBuilder shown = new StringBuilder();
        for (int size : sizes) {
            shown.append(shown.isEmpty() ? "" : ",").append(ONE.show((long) size));
        }
        return shown.toString();
    }
}
