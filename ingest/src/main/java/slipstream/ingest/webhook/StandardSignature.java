package slipstream.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;

/**
 * Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}, in base64 behind {@code v1,}. Several signatures may stand side by side
 * while a key is replaced; one that is right is enough.
 */
record StandardSignature(List<Secret> secrets) implements Signature {
    /** The specification's own tolerance: five minutes either way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";

    /** More signatures than anybody has keys would only cost time. */
    private static final int MAX_SIGNATURES = 8;

    private static final int MAX_ID_CHARS = 256;

    StandardSignature {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String verify(RequestHead head, byte[] body, Instant now) throws RefusedException {
        String id = header(head, "webhook-id");
        String timestamp = header(head, "webhook-timestamp");
        String signatures = header(head, "webhook-signature");
        // The parts are joined by dots: one inside would let a part be moved from one to another.
        if (id.isEmpty() || id.length() > MAX_ID_CHARS || id.indexOf('.') >= 0) {
            throw Signature.unproven("webhook-id must have 1 to " + MAX_ID_CHARS + " characters and no dot");
        }
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw Signature.unproven("webhook-timestamp must be in whole seconds since the epoch");
        }
        byte[] signed = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        if (!isSigned(signatures, signed, body)) {
            throw Signature.unproven("none of the signatures in webhook-signature fits this body and our key");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) {
            throw Signature.unproven("webhook-timestamp is more than five minutes from now");
        }
        return id;
    }

    private boolean isSigned(String signatures, byte[] signed, byte[] body) {
        String[] each = signatures.split(" ", MAX_SIGNATURES + 1);
        boolean isSigned = false;
        for (int i = 0; i < Math.min(each.length, MAX_SIGNATURES); i++) {
            if (each[i].startsWith(VERSION)) {
                byte[] signature = base64(each[i].substring(VERSION.length()));
                for (Secret secret : secrets) {
                    isSigned |= secret.hasSigned(signature, signed, body);
                }
            }
        }
        return isSigned;
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // No signature has no bytes, so it fits nothing.
            return new byte[0];
        }
    }

    private static String header(RequestHead head, String name) throws RefusedException {
        return head.header(name).orElseThrow(() -> Signature.unproven("the header " + name + " must be there, once"));
    }
}
