package slipstream.ingest.webhook;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import slipstream.ingest.receive.DoorSourceContract;

/** Signed webhooks, each a message of its own; one that was refused comes again under the same id. */
class WebhookSourceTest extends DoorSourceContract {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Override
    protected String settings() throws IOException {
        Files.writeString(folder.resolve("key"), KEY);
        return "webhooks: [{endpoint: /hook, secret_file: key, type: request, labels: {service: shop},"
                + " fields: {status: code}}]";
    }

    @Override
    protected String path() {
        return "/hook";
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        List<String> events = new ArrayList<>(Collections.nCopies(good, "{\"code\":200}"));
        events.addAll(Collections.nCopies(bad, "{\"code\":99}"));
        String id = "msg_" + body;
        String timestamp = Long.toString(CLOCK.millis() / 1000);
        byte[] signed = (id + "." + timestamp + "." + events).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header(
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(Secret.standard(KEY).sign(signed)))
                .POST(HttpRequest.BodyPublishers.ofString(events.toString()));
    }
}
