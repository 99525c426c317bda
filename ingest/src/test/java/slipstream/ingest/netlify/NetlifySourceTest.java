package slipstream.ingest.netlify;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import slipstream.ingest.receive.DoorSourceContract;

/** A log drain's lines of traffic. */
class NetlifySourceTest extends DoorSourceContract {
    private static final String SECRET = "a secret of the drain";

    @Override
    protected String settings() throws IOException {
        Files.writeString(folder.resolve("drain"), SECRET);
        return "netlify: {authorization_file: drain, labels: {service: shop}}";
    }

    @Override
    protected String path() {
        return "/ingest/netlify";
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        String line = "{\"log_type\":\"traffic\",\"timestamp\":" + CLOCK.millis()
                + ",\"status_code\":200,\"duration\":12,\"method\":\"GET\",\"path\":\"/\"}\n";
        return HttpRequest.newBuilder()
                .header("Authorization", SECRET)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        line.repeat(good) + "{\"log_type\":\"traffic\"}\n".repeat(bad)));
    }
}
