package slipstream.ingest.change;

import java.net.http.HttpRequest;
import slipstream.ingest.receive.DoorSourceContract;

/** Changes, one to a line. */
class ChangesSourceTest extends DoorSourceContract {

    @Override
    protected String settings() {
        return "http: {}";
    }

    @Override
    protected String path() {
        return "/api/v1/changes";
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString("{\"service\":\"shop\",\"version\":\"v1\"}\n".repeat(good)
                        + "{\"version\":\"v1\"}\n".repeat(bad)));
    }
}
