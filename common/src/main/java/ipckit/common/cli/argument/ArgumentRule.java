package ipckit.common.cli.argument;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/** What must hold between arguments, looked at once all are known. */
sealed interface ArgumentRule {
    /**
     * @throws IpcException of category USAGE
     */
    void check(ParsedArguments given);

    /** At most one of them is given. */
    record Exclusive(List<Argument<?>> args) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            Argument<?> first = null;
            for (Argument<?> arg : args) {
                if (!given.has(arg)) {
                    continue;
                }
                if (first != null) {
                    throw new IpcException(
                            Category.USAGE,
                            first.title() + " and " + arg.title() + " exclude each other");
                }
                first = arg;
            }
        }
    }

    /** One makes sense only with one of the others. */
    record Needs(Argument<?> dependent, List<Argument<?>> prerequisites) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            if (given.has(dependent) && !isAnyGiven(prerequisites, given)) {
                throw new IpcException(
                        Category.USAGE, dependent.title() + " needs " + titles(prerequisites));
            }
        }
    }

    /** At least one of them is given. */
    record OneOf(List<Argument<?>> args) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            if (!isAnyGiven(args, given)) {
                throw new IpcException(Category.USAGE, titles(args) + " is required");
            }
        }
    }

    private static boolean isAnyGiven(List<Argument<?>> args, ParsedArguments given) {
        for (Argument<?> arg : args) {
            if (given.has(arg)) {
                return true;
            }
        }
        return false;
    }

    private static String titles(List<Argument<?>> args) {
        StringBuilder titles = new StringBuilder();
        for (Argument<?> arg : args) {
            titles.append(titles.isEmpty() ? "" : " or ").append(arg.title());
        }
        return titles.toString();
    }
}
