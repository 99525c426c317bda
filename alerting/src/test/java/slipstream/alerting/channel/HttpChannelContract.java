package slipstream.alerting.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import slipstream.alerting.channel.http.StubServer;

/** The contract for channels over HTTP, each as an {@code alertmanager.yml} configures it. */
public abstract class HttpChannelContract extends ChannelContract {
    private final String key;
    private final String entry;
    private final String goodAnswer;
    private final List<StubServer> servers = new ArrayList<>();

    /** @param entry in YAML's flow style, with {@code URL} for the receiver's address */
    protected HttpChannelContract(String key, String entry, String goodAnswer) {
        this.key = key;
        this.entry = entry;
        this.goodAnswer = goodAnswer;
    }

    @AfterEach
    void stopServers() throws IOException {
        for (StubServer server : servers) {
            server.close();
        }
    }

    @Override
    protected Channel toGoodReceiver() throws IOException {
        return to(StubServer.status(200, goodAnswer));
    }

    @Override
    protected Channel toBadReceiver() throws IOException {
        return to(StubServer.status(500, "out of\r\nmemory"));
    }

    @Override
    protected List<String> received() {
        return servers.stream()
                .flatMap(server -> server.requests().stream())
                .map(StubServer.Request::body)
                .toList();
    }

    /** A channel to a receiver that gives these answers, the last one for ever. */
    protected Channel to(StubServer.Answer... answers) throws IOException {
        StubServer server = StubServer.answering(answers);
        servers.add(server);
        return Receivers.open(key, entry.replace("URL", "'" + server.url("/hook") + "'"));
    }
}
