package slipstream.bench.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What Prometheus scrapes: the shop's counters as they stand at the instant of the request, one series for each service and status
 * code. One instance answers for every service, so there is no cardinality of pods.
 */
final class ShopExporter implements AutoCloseable {
    static final String METRIC = "http_requests_total";
    static final String JOB = "shop";

    private final HttpServer server;

    private ShopExporter(HttpServer server) {
        this.server = server;
    }

    /** @param traffic asked at each scrape, as outages are added while it goes on */
    static ShopExporter start(Supplier<Traffic> traffic) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LongFunction<String> page = millis -> page(traffic.get(), millis);
        server.createContext("/metrics", exchange -> answer(exchange, page));
        server.start();
        return new ShopExporter(server);
    }

    /** The address that scrapes go to, which is also their label {@code instance}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, LongFunction<String> page) throws IOException {
        byte[] body = page.apply(System.currentTimeMillis()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String page(Traffic traffic, long millis) {
        StringBuilder text = new StringBuilder("# TYPE " + METRIC + " counter\n");
        for (int service = 0; service < traffic.services(); service++) {
            long bad = traffic.bad(service, millis);
            line(text, service, 200, traffic.total(service, millis) - bad);
            line(text, service, 500, bad);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, int service, int code, long count) {
        text.append(METRIC)
                .append("{service=\"")
                .append(Traffic.name(service))
                .append("\",code=\"")
                .append(code)
                .append("\"} ")
                .append(count)
                .append('\n');
    }
}
