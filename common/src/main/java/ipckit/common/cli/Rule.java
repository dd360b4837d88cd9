package ipckit.common.cli;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/** What must hold between arguments, looked at once all are known. */
sealed interface Rule {
    /**
     * @throws IpcException of category USAGE
     */
    void check(Parsed given);

    /** At most one of them is given. */
    record Exclusive(List<Arg<?>> args) implements Rule {
        @Override
        public void check(Parsed given) {
            Arg<?> first = null;
            for (Arg<?> arg : args) {
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
    record Needs(Arg<?> dependent, List<Arg<?>> prerequisites) implements Rule {
        @Override
        public void check(Parsed given) {
            if (given.has(dependent) && !isAnyGiven(prerequisites, given)) {
                throw new IpcException(
                        Category.USAGE, dependent.title() + " needs " + titles(prerequisites));
            }
        }
    }

    /** At least one of them is given. */
    record OneOf(List<Arg<?>> args) implements Rule {
        @Override
        public void check(Parsed given) {
            if (!isAnyGiven(args, given)) {
                throw new IpcException(Category.USAGE, titles(args) + " is required");
            }
        }
    }

    private static boolean isAnyGiven(List<Arg<?>> args, Parsed given) {
        for (Arg<?> arg : args) {
            if (given.has(arg)) {
                return true;
            }
        }
        return false;
    }

    private static String titles(List<Arg<?>> args) {
        StringBuilder titles = new StringBuilder();
        for (Arg<?> arg : args) {
            titles.append(titles.isEmpty() ? "" : " or ").append(arg.title());
        }
        return titles.toString();
    }
}
