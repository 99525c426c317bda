package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the commands of people find alerting, and how they speak with it. */
final class AlertingClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--url",
            defaultValue = "${env:SLIPSTREAM_ALERTING_URL:-http://127.0.0.1:9093}",
            paramLabel = "URL",
            description = "Where alerting answers (default: ${DEFAULT-VALUE}; also SLIPSTREAM_ALERTING_URL).")
    private String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "The token of that address, where it has one.")
    private Optional<Path> tokenFile = Optional.empty();

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        URI uri;
        try {
            uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) + path : url + path);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--url " + url + " is not an address such as http://127.0.0.1:9093", e);
        }
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
            throw new UsageException("--url " + url + " is not an address such as http://127.0.0.1:9093");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        // A token would be refused as a wrong one if the file could not be read; that says so itself.
        tokenFile.ifPresent(file -> request.header("Authorization", "Bearer " + AppSettings.tokenText(file)));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StartupException(refusal(response));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StartupException(
                    "nothing answers at " + url + " (" + reason(e)
                            + "): start `slipstream up` or `slipstream alerting`,"
                            + " or say with --url where alerting listens",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted before " + url + " answered", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private String refusal(HttpResponse<String> response) {
        String said = said(response.body());
        return switch (response.statusCode()) {
            case 401 -> url + " asks for a token: give it with --token-file";
            case 404 -> said.isEmpty() ? url + " knows nothing of the sort (HTTP 404)" : said;
            default -> said.isEmpty() ? url + " answers HTTP " + response.statusCode() : said;
        };
    }

    /** What a refusal says: ours has a message within, Alertmanager's is a text. */
    private static String said(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree.isTextual()
                    ? tree.textValue()
                    : tree.at("/error/message").asText("");
        } catch (IOException e) {
            return "";
        }
    }
}
