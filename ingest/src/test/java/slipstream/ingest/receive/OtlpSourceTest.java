package slipstream.ingest.receive;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import slipstream.contract.document.Problems;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Log records over OTLP. */
class OtlpSourceTest extends PostedSourceContract {
    private HttpReceiver receiver;

    @Override
    protected Source open(SourceContext context) {
        receiver = (HttpReceiver)
                OtlpReceiverReader.read(Doors.fields(folder, "otlp: {protocols: {http: {}}}", new Problems()), folder)
                        .orElseThrow()
                        .listeningOn(ListenAddress.loopback(0))
                        .open(context);
        return receiver;
    }

    @Override
    protected URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/v1/logs");
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        List<String> records = new ArrayList<>(Collections.nCopies(good, record(CLOCK.millis())));
        records.addAll(Collections.nCopies(bad, record(1)));
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                                + "\"value\":{\"stringValue\":\"shop\"}}]},\"scopeLogs\":[{\"logRecords\":" + records
                                + "}]}]}"));
    }

    private static String record(long millis) {
        return "{\"timeUnixNano\":\"" + millis + "000000\",\"severityNumber\":9,\"body\":{\"stringValue\":\"a line\"}}";
    }
}
