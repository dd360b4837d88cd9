package ipckit.common.cli.value;

/** Texts taken as they are. */
public enum TextConverter implements Converter<String> {
    /** Also the empty one. */
    ANY;

    @Override
    public String convert(String text) {
        return text;
    }
}
