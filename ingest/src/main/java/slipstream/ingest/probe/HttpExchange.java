package slipstream.ingest.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import slipstream.contract.event.Observation;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.address.GuardedSocketFactory;

/**
 * One request and the redirects that it leads to, each over a connection of its own. Proxies of the environment are not used, so
 * that what is timed is the target. What a redirect leads to is checked like a target; at another host nothing is shown that
 * could be a secret, and from a public address none leads to a private one. Thread-safe.
 */
final class HttpExchange {
    /** What is read of an answer: a probe asks whether a page comes, and an endless one must not fill the memory. */
    static final long MAX_BODY_BYTES = 1024 * 1024;

    private static final long CHUNK_BYTES = 16 * 1024;

    /** As many as blackbox_exporter follows. */
    private static final int MAX_REDIRECTS = 10;

    private static final String USER_AGENT = "slipstream-probe";

    /** What a request needs a body for in HTTP, even an empty one. */
    private static final Set<String> NEED_BODY = Set.of("POST", "PUT", "PATCH");

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Headers that say nothing but how an answer should look; every other one may be a secret of the first host. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-encoding", "accept-language", "cache-control", "content-type", "user-agent");

    private final OkHttpClient client;
    private final OkHttpClient publicOnly;

    HttpExchange(AddressRules rules, TlsSettings tls, IpChoice addresses) {
        TlsContext context = new TlsContext(tls);
        client = new OkHttpClient.Builder()
                .sslSocketFactory(context.sockets(), context.trust())
                .hostnameVerifier(context.names())
                .socketFactory(new GuardedSocketFactory(rules))
                .dns(addresses)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .fastFallback(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        publicOnly = client.newBuilder()
                .socketFactory(new GuardedSocketFactory(AddressRules.PUBLIC_ONLY))
                .build();
    }

    /** Never throws on account of the server: what went wrong is in the answer. */
    HttpAnswer run(HttpUrl first, HttpAsk firstAsk, boolean keepBody, Duration timeout, RunCookies cookies) {
        long endNanos = System.nanoTime() + timeout.toNanos();
        PhaseSum sum = new PhaseSum();
        OkHttpClient hopClient = client;
        HttpUrl url = first;
        HttpAsk ask = firstAsk;
        for (int hop = 0; ; hop++) {
            Hop done = hop(hopClient, url, ask, keepBody, endNanos - System.nanoTime(), cookies, sum);
            Optional<HttpUrl> next =
                    ask.followsRedirects() && done.failure.isEmpty() ? redirect(url, done) : Optional.empty();
            if (next.isEmpty()) {
                return done.answer(sum);
            }
            boolean sameOrigin = isSameOrigin(url, next.get());
            HttpAsk following = following(ask, done.status, sameOrigin);
            if (hop == MAX_REDIRECTS || (!sameOrigin && following.body().isPresent())) {
                done.failure = Optional.of(
                        new AnswerRefusedException("redirect", "a redirect that is not followed: " + next.get()));
                return done.answer(sum);
            }
            if (hop == 0 && done.address.filter(AddressRules::isPrivate).isEmpty()) {
                hopClient = publicOnly;
            }
            url = next.get();
            ask = following;
        }
    }

    /** What one request gave. */
    private static final class Hop {
        private int status = Observation.NO_STATUS;
        private Headers headers = new Headers.Builder().build();
        private String body = "";
        private String version = "";
        private boolean secure;
        private Optional<InetAddress> address = Optional.empty();
        private Optional<Instant> certificateEnd = Optional.empty();
        private Optional<IOException> failure = Optional.empty();

        private HttpAnswer answer(PhaseSum sum) {
            return new HttpAnswer(
                    status,
                    headers,
                    body,
                    address.map(InetAddress::getHostAddress).orElse(""),
                    version,
                    secure,
                    sum.latencyMillis(),
                    sum.phases(),
                    certificateEnd,
                    failure);
        }
    }

    private static Hop hop(
            OkHttpClient client,
            HttpUrl url,
            HttpAsk ask,
            boolean keepBody,
            long nanosLeft,
            RunCookies cookies,
            PhaseSum sum) {
        Hop hop = new Hop();
        PhaseClock clock = new PhaseClock();
        try {
            if (nanosLeft <= 0) {
                throw new InterruptedIOException("timeout");
            }
            OkHttpClient configured = client.newBuilder()
                    .callTimeout(Duration.ofNanos(Math.max(1_000_000, nanosLeft)))
                    .protocols(ask.http2() ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                    .cookieJar(cookies)
                    .eventListener(clock)
                    .hostnameVerifier((host, session) -> {
                        hop.certificateEnd = ServerCertificate.end(session);
                        return client.hostnameVerifier().verify(host, session);
                    })
                    .build();
            try (Response response = configured.newCall(request(url, ask)).execute()) {
                hop.status = response.code();
                hop.headers = response.headers();
                hop.secure = response.handshake() != null;
                hop.version = response.protocol() == Protocol.HTTP_2 ? "HTTP/2.0" : version(response.protocol());
                hop.body = read(response, ask, keepBody);
            }
        } catch (IOException e) {
            hop.failure = Optional.of(e);
        }
        clock.end();
        hop.address = clock.address();
        sum.add(clock.latencyMillis(), clock.phases());
        return hop;
    }

    private static String version(Protocol protocol) {
        return protocol == Protocol.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1";
    }

    private static Request request(HttpUrl url, HttpAsk ask) throws IOException {
        Headers.Builder headers = new Headers.Builder();
        headers.add("User-Agent", USER_AGENT);
        headers.add("Accept-Encoding", ask.gzip() ? "gzip" : "identity");
        for (Map.Entry<String, List<String>> header : ask.headers().entrySet()) {
            headers.removeAll(header.getKey());
            header.getValue().forEach(value -> headers.add(header.getKey(), value));
        }
        if (ask.authorization().isPresent()) {
            headers.set("Authorization", ask.authorization().get().header());
        }
        boolean needsBody = ask.body().isPresent() || NEED_BODY.contains(ask.method());
        RequestBody body = needsBody ? RequestBody.create(ask.body().orElse(""), null) : null;
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .method(ask.method(), body)
                .build();
    }

    private static String read(Response response, HttpAsk ask, boolean keepBody) throws IOException {
        boolean isGzip = ask.gzip() && "gzip".equalsIgnoreCase(response.header("Content-Encoding"));
        BufferedSource source = response.body().source();
        if (isGzip) {
            source = Okio.buffer(new GzipSource(source));
        }
        long limit = ask.bodyLimit().orElse(MAX_BODY_BYTES);
        Buffer kept = new Buffer();
        long total = 0;
        while (total <= limit) {
            long read = source.read(kept, CHUNK_BYTES);
            if (read < 0) {
                return kept.readString(StandardCharsets.UTF_8);
            }
            total += read;
            if (!keepBody) {
                kept.clear();
            }
        }
        if (ask.bodyLimit().isPresent()) {
            throw new AnswerRefusedException("body_too_large", "the answer has more than " + limit + " bytes");
        }
        return kept.readString(Math.min(limit, kept.size()), StandardCharsets.UTF_8);
    }

    private static Optional<HttpUrl> redirect(HttpUrl from, Hop hop) {
        String location = hop.headers.get("Location");
        return REDIRECTS.contains(hop.status) && location != null
                ? Optional.ofNullable(from.resolve(location))
                : Optional.empty();
    }

    private static boolean isSameOrigin(HttpUrl a, HttpUrl b) {
        return a.host().equals(b.host()) && a.port() == b.port() && a.scheme().equals(b.scheme());
    }

    /** RFC 9110, section 15.4: 303 turns into a GET, and so do 301 and 302 after a POST, as browsers have always done. */
    private static HttpAsk following(HttpAsk ask, int status, boolean sameOrigin) {
        boolean turns = (status == 303 && !ask.method().equals("HEAD"))
                || (status < 303 && ask.method().equals("POST"));
        HttpAsk next = turns ? ask.withMethod("GET", Optional.empty()) : ask;
        if (sameOrigin) {
            return next;
        }
        Map<String, List<String>> harmless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        next.headers().forEach((name, values) -> {
            if (HARMLESS.stream().anyMatch(name::equalsIgnoreCase)) {
                harmless.put(name, values);
            }
        });
        return next.withHeaders(harmless, Optional.empty());
    }
}
