package slipstream.alerting.channel.webhook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.contract.document.Fields;

/**
 * Signs requests as Standard Webhooks asks (spec/standard-webhooks.md): HMAC-SHA256 over {@code id.timestamp.body}. With two secrets there
 * are two signatures, so that a receiver can change from one to the other in its own time.
 */
public final class SigningSecrets {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private final List<byte[]> keys;

    private SigningSecrets(List<byte[]> keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException when one is not {@code whsec_} and 24 to 64 bytes in Base64; the message does not repeat it */
    public static SigningSecrets of(List<Secret> secrets) {
        return new SigningSecrets(secrets.stream().map(SigningSecrets::key).toList());
    }

    /**
     * Reads {@code secret} or {@code secret_file}, and {@code previous_secret} or its file for the time of a change.
     *
     * @param folder what relative files are relative to
     */
    public static Optional<SigningSecrets> read(Fields fields, Path folder) {
        List<Secret> secrets = new ArrayList<>();
        if (!SecretFields.has(fields, "secret")) {
            fields.missing("secret_file");
        }
        for (String key : List.of("secret", "previous_secret")) {
            SecretFields.read(fields, key, folder).ifPresent(secret -> {
                try {
                    key(secret);
                    secrets.add(secret);
                } catch (IllegalArgumentException e) {
                    fields.error(SecretFields.keyOf(fields, key), "is " + e.getMessage());
                }
            });
        }
        fields.done();
        return secrets.isEmpty() ? Optional.empty() : Optional.of(of(secrets));
    }

    /** The headers of one attempt. */
    Map<String, String> headers(String id, Instant attempt, byte[] body) {
        String timestamp = Long.toString(attempt.getEpochSecond());
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                keys.stream().map(key -> "v1," + signature(key, head, body)).collect(Collectors.joining(" ")));
        return headers;
    }

    private static String signature(byte[] key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] key(Secret secret) {
        String text = secret.value().strip();
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a secret of Standard Webhooks: it begins with " + PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message repeats characters of the secret.
            throw new IllegalArgumentException("not Base64 after " + PREFIX);
        }
        if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    key.length + " bytes long, and must have " + MIN_BYTES + " to " + MAX_BYTES);
        }
        return key;
    }

    @Override
    public String toString() {
        return keys.size() + " secrets";
    }
}
