package slipstream.ingest.probe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads the {@code modules} of a {@code probes.yml}. What blackbox_exporter knows and this release does not is named as such. */
final class HttpModuleReader {
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

    private static final Set<String> NEED_NO_BODY = Set.of("GET", "HEAD");

    /** Keys of blackbox_exporter's module and http sections that would change what a probe does. */
    private static final Set<String> NOT_YET = Set.of(
            "tcp",
            "dns",
            "icmp",
            "grpc",
            "unix",
            "websocket",
            "valid_http_versions",
            "compression",
            "follow_redirects",
            "fail_if_ssl",
            "fail_if_not_ssl",
            "fail_if_body_matches_regexp",
            "fail_if_body_not_matches_regexp",
            "fail_if_body_json_matches_cel",
            "fail_if_body_json_not_matches_cel",
            "fail_if_header_matches",
            "fail_if_header_not_matches",
            "ip_protocol_fallback",
            "no_follow_redirects",
            "proxy_url",
            "no_proxy",
            "proxy_from_environment",
            "proxy_connect_header",
            "skip_resolve_phase_with_proxy",
            "tls_config",
            "basic_auth",
            "bearer_token",
            "bearer_token_file",
            "authorization",
            "oauth2",
            "http_headers",
            "body_file",
            "body_size_limit",
            "enable_http2",
            "enable_http3",
            "useragent");

    private HttpModuleReader() {}

    /** The modules by name, with the predefined one; a module with errors is left out. */
    static Map<String, HttpModule> read(Optional<Fields> modules) {
        Map<String, HttpModule> byName = new LinkedHashMap<>();
        byName.put(HttpModule.HTTP_2XX, HttpModule.http2xx());
        modules.ifPresent(all -> all.all()
                .forEach((name, module) -> module.asFields(all.problems())
                        .flatMap(HttpModuleReader::readModule)
                        .ifPresent(read -> byName.put(name, read))));
        return byName;
    }

    private static Optional<HttpModule> readModule(Fields module) {
        Optional<String> prober = module.requiredText("prober");
        if (prober.isPresent() && !prober.get().equals("http")) {
            module.error("prober", "'" + prober.get() + "' is not supported yet; this release probes http only");
            return Optional.empty();
        }
        Duration timeout = module.duration("timeout").orElse(HttpModule.DEFAULT_TIMEOUT);
        Optional<Fields> http = module.fields("http");
        refuseNotYet(module);
        module.done();
        if (http.isEmpty()) {
            HttpModule base = HttpModule.http2xx();
            return Optional.of(
                    new HttpModule(timeout, base.method(), Set.of(), Map.of(), Optional.empty(), Optional.empty()));
        }
        return Optional.of(readHttp(http.get(), timeout));
    }

    private static HttpModule readHttp(Fields http, Duration timeout) {
        String method = http.oneOf("method", METHODS).orElse("GET");
        Set<Integer> statuses = statuses(http);
        Map<String, String> headers = headers(http);
        Optional<String> body = http.text("body");
        if (body.isPresent() && NEED_NO_BODY.contains(method)) {
            http.error("body", "a " + method + " is sent without a body; set method: POST or leave the body out");
        }
        Optional<HttpModule.IpProtocol> ip = http.oneOf("preferred_ip_protocol", "ip4", "ip6")
                .map(word -> HttpModule.IpProtocol.valueOf(word.toUpperCase(Locale.ROOT)));
        refuseNotYet(http);
        http.done();
        return new HttpModule(timeout, method, statuses, headers, body, ip);
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

    private static Map<String, String> headers(Fields http) {
        Map<String, String> headers = http.map("headers");
        headers.forEach((name, value) -> {
            try {
                Headers.of(name, value);
            } catch (IllegalArgumentException e) {
                http.error("headers", "the header '" + name + "' has a name or a value that HTTP does not allow");
            }
        });
        return headers;
    }

    private static void refuseNotYet(Fields section) {
        for (String key : NOT_YET) {
            if (section.has(key)) {
                section.error(
                        key,
                        "is not supported yet; a module takes prober, timeout and http with method,"
                                + " valid_status_codes, headers, body, preferred_ip_protocol");
            }
        }
    }
}
