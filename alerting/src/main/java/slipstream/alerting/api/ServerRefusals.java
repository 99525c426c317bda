package slipstream.alerting.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP server refuses by itself (no HTTP, headers too large, a bug in us) is said in our form, without a stack trace. */
final class ServerRefusals extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        SecurityHeaders.put(response.getHeaders());
        String code = status == HttpStatus.INTERNAL_SERVER_ERROR_500 ? "internal" : "refused";
        byte[] body = JsonText.bytes(new Envelope(new Details(code, HttpStatus.getMessage(status))));
        response.getHeaders().put("Content-Type", Endpoint.JSON);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private record Envelope(Details error) {}

    private record Details(String code, String message) {}
}
