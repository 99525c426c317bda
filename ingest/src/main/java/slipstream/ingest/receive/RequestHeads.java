package slipstream.ingest.receive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import slipstream.ingest.door.RequestHead;

/** Makes the head of a request out of the server's own form of it. */
final class RequestHeads {
    private RequestHeads() {}

    static RequestHead of(Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(value);
        }
        String path = request.getHttpURI().getPath();
        return new RequestHead(
                request.getMethod(), path == null ? "" : path, headers, "client:" + Request.getRemoteAddr(request));
    }
}
