package slipstream.alerting.template;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Fields;

/** Reads the files that {@code templates:} of an {@code alertmanager.yml} names, over our own texts. */
public final class TemplateFiles {
    private static final String KEY = "templates";

    private TemplateFiles() {}

    /**
     * The base with every file's definitions over it, in the order of the list and, within a pattern, of the names. Problems
     * are recorded with the fields.
     *
     * @param root the whole file's fields
     * @param folder what relative patterns are relative to
     */
    public static Templates read(Fields root, Path folder, Templates base) {
        Templates templates = base;
        for (String pattern : root.listOfText(KEY)) {
            List<Path> files = files(root, folder, pattern);
            if (files.isEmpty()) {
                root.warning(KEY, "'" + pattern + "' fits no file");
            }
            for (Path file : files) {
                templates = with(root, templates, file);
            }
        }
        return templates;
    }

    private static Templates with(Fields root, Templates templates, Path file) {
        try {
            return templates.with(file.toString(), Files.readString(file));
        } catch (TemplateException | IOException e) {
            root.error(KEY, e instanceof TemplateException ? e.getMessage() : "'" + file + "' cannot be read: " + e);
            return templates;
        }
    }

    private static List<Path> files(Fields root, Path folder, String pattern) {
        try {
            List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : folder);
            for (String part : pattern.replaceFirst("^/+", "").split("/+", -1)) {
                found = matching(found, part);
            }
            return found.stream().filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | InvalidPathException | PatternSyntaxException e) {
            root.error(KEY, "'" + pattern + "' cannot be looked up: " + e.getMessage());
            return List.of();
        }
    }

    /** What stands in any of the folders under a name that fits; {@code *} does not go beyond a folder. */
    private static List<Path> matching(List<Path> folders, String part) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!part.matches(".*[*?\\[{].*")) {
                found.add(folder.resolve(part));
            } else if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
                    entries.forEach(found::add);
                }
            }
        }
        return found;
    }
}
