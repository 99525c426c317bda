package slipstream.alerting.channel.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.HttpSettings.ProxySettings;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads {@code http_config} and {@code timeout} of an entry, with all of Alertmanager's keys. Files are read once, here. */
public final class HttpSettingsReader {
    /** Twice what Standard Webhooks advises at most: a receiver that takes longer has in truth not answered. */
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    private static final List<String> PROXY_NOT_DONE = List.of("no_proxy", "proxy_connect_header");

    private final Path folder;

    /** @param folder what relative files are relative to */
    public HttpSettingsReader(Path folder) {
        this.folder = folder;
    }

    /** What an entry says about HTTP; what it does not say is as the global section says. */
    public HttpSettings read(Fields entry, HttpSettings global) {
        HttpSettings http = entry.fields("http_config").map(this::config).orElse(global);
        // Alertmanager's 0 means: no limit of its own.
        Duration timeout = entry.duration("timeout")
                .filter(limit -> limit.compareTo(Duration.ZERO) > 0)
                .orElse(http.timeout());
        if (timeout.compareTo(MAX_TIMEOUT) > 0) {
            entry.warning("timeout", "is more than " + MAX_TIMEOUT.toSeconds() + "s, which is used instead");
        }
        return http.withTimeout(timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout);
    }

    private HttpSettings config(Fields config) {
        if (config.bool("follow_redirects").orElse(false)) {
            config.warning("follow_redirects", "is not done: where alerts go is decided by this file alone");
        }
        if (config.has("oauth2")) {
            config.warning("oauth2", "is not supported: requests are sent without a token of OAuth 2");
        }
        HttpSettings settings = new HttpSettings(
                HttpSettings.DEFAULT_TIMEOUT,
                authorization(config),
                headers(config),
                TlsSettings.read(config, folder),
                proxy(config),
                config.bool("enable_http2").orElse(true));
        config.done();
        return settings;
    }

    private Optional<Secret> authorization(Fields config) {
        long ways = List.of("basic_auth", "authorization", "bearer_token", "bearer_token_file").stream()
                .filter(config::has)
                .count();
        if (ways > 1) {
            config.error("authorization", "stands beside another way of authorization: give one of them");
        }
        return config.fields("basic_auth")
                .flatMap(this::basic)
                .or(() -> config.fields("authorization").flatMap(this::credentials))
                .or(() -> SecretFields.read(config, "bearer_token", folder)
                        .map(token -> new Secret("Bearer " + token.value())));
    }

    private Optional<Secret> basic(Fields basic) {
        Optional<Secret> user = SecretFields.read(basic, "username", folder);
        Optional<Secret> password = SecretFields.read(basic, "password", folder);
        basic.done();
        if (user.isEmpty()) {
            basic.missing("username");
        }
        return user.map(name -> {
            String pair = name.value() + ":" + password.map(Secret::value).orElse("");
            return new Secret("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        });
    }

    private Optional<Secret> credentials(Fields authorization) {
        String type = authorization.text("type").orElse("Bearer");
        Optional<Secret> credentials = SecretFields.read(authorization, "credentials", folder);
        authorization.done();
        return credentials.map(given -> new Secret(type + " " + given.value()));
    }

    /** {@code http_headers: {X-Team: {values: [a], secrets: [b], files: [c]}}}; of several values the last is sent. */
    private Map<String, Secret> headers(Fields config) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        config.fields("http_headers")
                .ifPresent(named -> named.all().forEach((name, element) -> {
                    if (!isHeader(name, "x")) {
                        named.error(name, "is not the name of a header");
                    }
                    for (String value : headerValues(named, element)) {
                        if (isHeader("x", value)) {
                            headers.put(name, new Secret(value));
                        } else {
                            named.error(name, "has a value with characters that no header may have");
                        }
                    }
                }));
        return headers;
    }

    private List<String> headerValues(Fields named, Element element) {
        return element.asFields(named.problems())
                .map(header -> {
                    List<String> values = new ArrayList<>(header.listOfText("values"));
                    values.addAll(header.listOfText("secrets"));
                    for (String file : header.listOfText("files")) {
                        SecretFields.content(header, "files", folder, file).ifPresent(values::add);
                    }
                    header.done();
                    return values;
                })
                .orElse(List.of());
    }

    private static boolean isHeader(String name, String value) {
        try {
            new Headers.Builder().add(name, value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<ProxySettings> proxy(Fields config) {
        for (String key : PROXY_NOT_DONE) {
            if (config.has(key)) {
                config.warning(key, "has no effect");
            }
        }
        if (config.bool("proxy_from_environment").orElse(false)) {
            config.warning("proxy_from_environment", "has no effect: give proxy_url");
        }
        return config.text("proxy_url").flatMap(text -> proxy(config, text));
    }

    private static Optional<ProxySettings> proxy(Fields config, String text) {
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                String[] user = (uri.getUserInfo() == null ? "" : uri.getUserInfo()).split(":", 2);
                return Optional.of(new ProxySettings(
                        uri.getHost(),
                        uri.getPort() < 0 ? 80 : uri.getPort(),
                        Optional.of(user[0]).filter(name -> !name.isEmpty()),
                        user.length < 2 ? Optional.empty() : Optional.of(new Secret(user[1]))));
            }
        } catch (URISyntaxException e) {
            // The problem below says what is wanted, and does not repeat the address.
        }
        config.error("proxy_url", "must be the address of an HTTP proxy, for example http://proxy.example:3128");
        return Optional.empty();
    }
}
