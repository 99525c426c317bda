package slipstream.streams.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** One file of the page. Only these files are served, each under its own path: no path of a request ever names a file. */
final class PageResource implements Resource {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final String path;
    private final Answer answer;

    private PageResource(String path, String file, String contentType) {
        this.path = path;
        // A browser may keep a file but has to ask whether it is still the same.
        this.answer = new Answer.Body(200, contentType, "no-cache", ByteBuffer.wrap(bytes(file)), Map.of());
    }

    static List<Resource> all() {
        return List.of(
                new PageResource("/", "index.html", HTML),
                new PageResource("/page.css", "page.css", CSS),
                new PageResource("/page.js", "page.js", SCRIPT),
                new PageResource("/words.js", "words.js", SCRIPT),
                new PageResource("/slos.js", "slos.js", SCRIPT),
                new PageResource("/detail.js", "detail.js", SCRIPT),
                new PageResource("/alerts.js", "alerts.js", SCRIPT),
                new PageResource("/source.js", "source.js", SCRIPT),
                new PageResource("/mark.svg", "mark.svg", "image/svg+xml"));
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Answer answer(Call call) {
        return answer;
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = PageResource.class.getResourceAsStream("web/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("the page's file " + file + " is missing from the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
