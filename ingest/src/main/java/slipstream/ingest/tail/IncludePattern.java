package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * A file, or the files that a glob names.
 *
 * @param root the file itself, or the folder below which the glob is matched; absolute
 * @param glob the rest of the pattern; empty for a single file
 */
public record IncludePattern(Path root, String glob) {
    /** How deep {@code **} looks. */
    private static final int MAX_DEPTH = 16;

    public IncludePattern {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(glob, "glob");
    }

    /**
     * Reads a path, in which names may hold {@code *}, {@code ?}, {@code [...]} and {@code {a,b}}.
     *
     * @param base the folder from which a relative path is meant
     * @throws IllegalArgumentException when the text is no path or no glob
     */
    public static IncludePattern of(Path base, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the path is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the path has control characters");
        }
        try {
            int split = startOfGlob(text);
            Path root = base.toAbsolutePath().resolve(text.substring(0, split)).normalize();
            String glob = text.substring(split);
            matcher(glob);
            return new IncludePattern(root, glob);
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is neither a path nor a glob: " + e.getMessage(), e);
        }
    }

    /** Where the first name with a wildcard begins, or the end of the text. */
    private static int startOfGlob(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return text.lastIndexOf('/', i) + 1;
            }
        }
        return text.length();
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    boolean isGlob() {
        return !glob.isEmpty();
    }

    /** The regular files that are there now, in the order of their names. What cannot be looked into is passed over. */
    public SortedSet<Path> files() throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        if (!isGlob()) {
            if (Files.isRegularFile(root)) {
                found.add(root);
            }
            return found;
        }
        PathMatcher matcher = matcher(glob);
        int depth = glob.contains("**") ? MAX_DEPTH : glob.split("/").length;
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && matcher.matches(root.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    @Override
    public String toString() {
        return isGlob() ? root.resolve(glob).toString() : root.toString();
    }
}
