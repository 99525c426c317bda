package slipstream.contract.event;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** FNV-1a, 64 bit, with big numbers and no tricks: the slow way to a fingerprint. */
final class FnvOracle {
    private static final BigInteger PRIME = new BigInteger("1099511628211");
    private static final BigInteger MODULUS = BigInteger.TWO.pow(64);

    private FnvOracle() {}

    /** The hash of texts, each followed by 0xFF, in the given order. */
    static String hash(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0xFF);
        }
        BigInteger hash = new BigInteger("14695981039346656037");
        for (byte b : bytes.toByteArray()) {
            hash = hash.xor(BigInteger.valueOf(b & 0xFF)).multiply(PRIME).mod(MODULUS);
        }
        return String.format("%016x", hash);
    }
}
