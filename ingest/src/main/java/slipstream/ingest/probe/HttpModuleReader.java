package slipstream.ingest.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads the {@code http} section of a module: what blackbox_exporter documents is acted on, or loads with a warning. */
final class HttpModuleReader {
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0");

    private HttpModuleReader() {}

    static ProbeModule read(Optional<Fields> section, Duration timeout, Path folder) {
        if (section.isEmpty()) {
            return HttpModule.http2xx(timeout);
        }
        Fields http = section.get();
        HttpModule module = new HttpModule(
                timeout,
                HttpAskReader.read(http, folder),
                checks(http),
                TlsSettings.read(http, folder),
                IpChoice.read(http));
        NotHonoured.warn(
                http,
                "targets are asked directly, and no proxy",
                "proxy_url",
                "no_proxy",
                "proxy_from_environment",
                "proxy_connect_header",
                "proxy_connect_headers",
                "skip_resolve_phase_with_proxy");
        NotHonoured.warn(
                http,
                "CEL is not held against bodies; write a condition such as [BODY].status == UP",
                "fail_if_body_json_matches_cel",
                "fail_if_body_json_not_matches_cel");
        NotHonoured.warn(http, "HTTP/3 is not spoken", "enable_http3");
        http.done();
        return module;
    }

    static HttpChecks checks(Fields http) {
        List<HttpChecks.HeaderCheck> headers = new ArrayList<>();
        headerChecks(http, "fail_if_header_matches", false, headers);
        headerChecks(http, "fail_if_header_not_matches", true, headers);
        return new HttpChecks(
                statuses(http),
                versions(http),
                http.bool("fail_if_ssl").orElse(false),
                http.bool("fail_if_not_ssl").orElse(false),
                Patterns.list(http, "fail_if_body_matches_regexp"),
                Patterns.list(http, "fail_if_body_not_matches_regexp"),
                headers);
    }

    private static Set<Integer> statuses(Fields http) {
        Set<Integer> statuses = new LinkedHashSet<>();
        for (Element item : http.list("valid_status_codes")) {
            String text = item.asText(http.problems()).orElse("");
            if (text.matches("[1-5]\\d\\d")) {
                statuses.add(Integer.parseInt(text));
            } else {
                http.problems().error(item.where(), item.path(), "must be a status from 100 to 599, is '" + text + "'");
            }
        }
        return statuses;
    }

    private static Set<String> versions(Fields http) {
        Set<String> versions = new LinkedHashSet<>();
        for (Element item : http.list("valid_http_versions")) {
            String text = item.asText(http.problems()).orElse("");
            versions.add(text.equals("HTTP/2") ? "HTTP/2.0" : text);
            if (!VERSIONS.contains(text) && !text.equals("HTTP/2")) {
                http.problems()
                        .error(item.where(), item.path(), "must be HTTP/1.0, HTTP/1.1 or HTTP/2.0, is '" + text + "'");
            }
        }
        return versions;
    }

    private static void headerChecks(Fields http, String key, boolean mustMatch, List<HttpChecks.HeaderCheck> headers) {
        for (Fields check : http.listOfFields(key)) {
            Optional<String> name = check.requiredText("header");
            if (!check.has("regexp")) {
                check.missing("regexp");
            }
            Optional<Pattern> pattern = Patterns.one(check, "regexp");
            // In blackbox_exporter a header that is missing matches nothing; it fails both checks unless that is
            // allowed.
            boolean allowMissing = check.bool("allow_missing").orElse(false);
            check.done();
            if (name.isPresent() && pattern.isPresent()) {
                headers.add(new HttpChecks.HeaderCheck(name.get(), pattern.get(), mustMatch, allowMissing));
            }
        }
    }
}
