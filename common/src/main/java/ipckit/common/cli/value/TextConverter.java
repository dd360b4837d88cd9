package ipckit.common.cli.value;

/** Returns any text unchanged. */
public enum TextConverter implements Converter<String> {
    /** Accepts any text, including empty text. */
    ANY;

    @Override
    public String convert(String text) {
        return text;
    }
}
