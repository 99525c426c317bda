package slipstream.streams.query;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP server refuses by itself (a request that is no HTTP, headers that are too large) is said in our form too. */
final class ServerRefusals extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        SecurityHeaders.put(response.getHeaders());
        refusal(status).answer().send(response, callback);
        return true;
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 ->
                Refusal.ofServer(status, "bad_request", "this is not a request that can be understood");
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                Refusal.ofServer(
                        status,
                        "header_too_large",
                        "the request line and headers may have " + QueryServer.MAX_HEADER_BYTES + " bytes together");
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> Refusal.internal();
            default -> Refusal.ofServer(status, "refused", HttpStatus.getMessage(status));
        };
    }
}
