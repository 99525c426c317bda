package slipstream.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;

/** Netlify's deploy notifications: a JSON Web Signature (RFC 7515, HS256) in a header, whose payload holds the SHA-256 of the body. */
record NetlifySignature(List<Secret> secrets) implements Signature {
    NetlifySignature {
        secrets = List.copyOf(secrets);
    }

    /** @return the digest of the body */
    @Override
    public String verify(RequestHead head, byte[] body, Instant now) throws RefusedException {
        String token = head.header("x-webhook-signature").orElse("");
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !isSigned(parts)) {
            throw unproven();
        }
        String claimed = claim(parts[1], "sha256").toLowerCase(Locale.ROOT);
        String digest = HexFormat.of().formatHex(sha256(body));
        // The header is looked at only now that it is known whose it is; another algorithm than ours would not have
        // fitted.
        if (!claim(parts[0], "alg").equals("HS256")
                || !claim(parts[1], "iss").equals("netlify")
                || !MessageDigest.isEqual(ascii(claimed), ascii(digest))) {
            throw unproven();
        }
        return digest;
    }

    private boolean isSigned(String[] parts) throws RefusedException {
        byte[] signature = base64(parts[2]);
        boolean isSigned = false;
        for (Secret secret : secrets) {
            isSigned |= secret.hasSigned(signature, ascii(parts[0] + "." + parts[1]));
        }
        return isSigned;
    }

    private static String claim(String part, String name) throws RefusedException {
        byte[] json = base64(part);
        try {
            return FlatObject.read(json, 0, json.length).text(name);
        } catch (RejectedObservationException e) {
            throw unproven();
        }
    }

    private static byte[] base64(String text) throws RefusedException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unproven();
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static RefusedException unproven() {
        return Signature.unproven("X-Webhook-Signature does not fit this body and our key");
    }
}
