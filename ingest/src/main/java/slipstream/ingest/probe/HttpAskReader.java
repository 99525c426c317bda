package slipstream.ingest.probe;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads what is sent to a server. Files are meant from the folder of {@code probes.yml}. */
final class HttpAskReader {
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

    private static final Set<String> NEED_NO_BODY = Set.of("GET", "HEAD");

    /** As blackbox_exporter reads sizes: a number with a unit of 1024. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(B|KB|KiB|MB|MiB|GB|GiB)?");

    private HttpAskReader() {}

    static HttpAsk read(Fields http, Path folder) {
        String method = http.oneOf("method", METHODS).orElse("GET");
        Optional<String> body = body(http, folder);
        if (body.isPresent() && NEED_NO_BODY.contains(method)) {
            http.error(
                    http.has("body") ? "body" : "body_file",
                    "a " + method + " is sent without a body; set method: POST or leave the body out");
        }
        boolean gzip =
                http.text("compression").filter(word -> compressed(http, word)).isPresent();
        return new HttpAsk(
                method,
                headers(http, folder),
                body,
                authorization(http, folder),
                http.bool("follow_redirects").orElse(true)
                        && !http.bool("no_follow_redirects").orElse(false),
                http.bool("enable_http2").orElse(true),
                gzip,
                bodyLimit(http));
    }

    private static boolean compressed(Fields http, String word) {
        boolean gzip = word.equals("gzip");
        if (!gzip && !word.equals("identity")) {
            http.warning("compression", "'" + word + "' is not understood here: answers are asked for as they are");
        }
        return gzip;
    }

    private static Optional<Long> bodyLimit(Fields http) {
        return http.<Long>converted("body_size_limit", "a size from 1B to 1MB, such as 64KB", text -> {
                    Matcher size = SIZE.matcher(text);
                    if (!size.matches()) {
                        throw new IllegalArgumentException("not a size");
                    }
                    String unit = size.group(2) == null ? "B" : size.group(2).substring(0, 1);
                    long factor = 1L << (10 * "BKMG".indexOf(unit));
                    long bytes = new BigDecimal(size.group(1))
                            .multiply(BigDecimal.valueOf(factor))
                            .longValue();
                    if (bytes == 0 && size.group(1).equals("0")) {
                        return 0L;
                    }
                    return Math.min(bytes, HttpExchange.MAX_BODY_BYTES);
                })
                .filter(bytes -> bytes > 0);
    }

    private static Optional<String> body(Fields http, Path folder) {
        Optional<String> file = http.text("body_file");
        return file.isPresent() ? content(http, "body_file", folder.resolve(file.get())) : http.text("body");
    }

    private static Optional<String> content(Fields fields, String key, Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            fields.error(key, "the file " + file + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> headers(Fields http, Path folder) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        http.map("headers").forEach((name, value) -> add(http, "headers", name, value, headers));
        http.fields("http_headers")
                .ifPresent(all -> all.all()
                        .forEach((name, element) -> element.asFields(http.problems())
                                .ifPresent(header -> readHeader(header, name, folder, headers))));
        return headers;
    }

    /** Prometheus' {@code http_headers}: values that are shown, secrets that are not, and files with one secret each. */
    private static void readHeader(Fields header, String name, Path folder, Map<String, List<String>> headers) {
        List<String> values = new ArrayList<>(header.listOfText("values"));
        values.addAll(header.listOfText("secrets"));
        for (Element file : header.list("files")) {
            file.asText(header.problems())
                    .flatMap(path -> content(header, "files", folder.resolve(path)))
                    .ifPresent(secret -> values.add(secret.strip()));
        }
        header.done();
        values.forEach(value -> add(header, "values", name, value, headers));
    }

    private static void add(Fields fields, String key, String name, String value, Map<String, List<String>> headers) {
        try {
            // A place for what a flow captures is no letter of a header, and what fills it is cleaned.
            Headers.of(name, Captured.PLACE.matcher(value).replaceAll("x"));
            headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        } catch (IllegalArgumentException e) {
            fields.error(key, "the header '" + name + "' has a name or a value that HTTP does not allow");
        }
    }

    private static Optional<Credentials> authorization(Fields http, Path folder) {
        List<Credentials> all = new ArrayList<>();
        http.fields("basic_auth").ifPresent(basic -> {
            Optional<String> user = basic.text("username")
                    .or(() -> basic.text("username_file")
                            .flatMap(file -> content(basic, "username_file", folder.resolve(file)))
                            .map(String::strip));
            if (user.isEmpty()) {
                basic.missing("username");
            }
            all.add(new Credentials("Basic", user, basic.text("password"), file(basic, "password_file", folder)));
            basic.done();
        });
        http.fields("authorization").ifPresent(section -> {
            all.add(new Credentials(
                    section.text("type").orElse("Bearer"),
                    Optional.empty(),
                    section.text("credentials"),
                    file(section, "credentials_file", folder)));
            section.done();
        });
        Optional<String> token = http.text("bearer_token");
        Optional<Path> tokenFile = file(http, "bearer_token_file", folder);
        if (token.isPresent() || tokenFile.isPresent()) {
            all.add(new Credentials("Bearer", Optional.empty(), token, tokenFile));
        }
        NotHonoured.warn(http, "no token is fetched from an OAuth server", "oauth2");
        if (all.size() > 1) {
            http.error(
                    http.has("basic_auth") ? "basic_auth" : "authorization",
                    "only one of basic_auth, authorization, bearer_token and bearer_token_file can be sent");
        }
        return all.stream().findFirst();
    }

    private static Optional<Path> file(Fields section, String key, Path folder) {
        Optional<Path> file = section.text(key).map(folder::resolve);
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> section.error(key, "the file " + path + " cannot be read"));
        return file;
    }
}
