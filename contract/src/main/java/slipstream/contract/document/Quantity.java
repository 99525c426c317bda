package slipstream.contract.document;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as people write it, with its unit: {@code 125000}, {@code 5%}, {@code 50MB}, {@code 1GiB}. Exact: the digits are never
 * turned into a double.
 *
 * @param value in the basic unit: bytes for sizes, and for a percentage the share, 0.05 for {@code 5%}
 * @param isShare whether it was written with {@code %}
 */
public record Quantity(BigDecimal value, boolean isShare) {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18}(?:\\.[0-9]{1,12})?) ?([A-Za-z%]*)");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private static final Map<String, BigDecimal> UNITS = Map.of(
            "", BigDecimal.ONE,
            "B", BigDecimal.ONE,
            "kB", BigDecimal.valueOf(1_000L),
            "MB", BigDecimal.valueOf(1_000_000L),
            "GB", BigDecimal.valueOf(1_000_000_000L),
            "TB", BigDecimal.valueOf(1_000_000_000_000L),
            "KiB", BigDecimal.valueOf(1L << 10),
            "MiB", BigDecimal.valueOf(1L << 20),
            "GiB", BigDecimal.valueOf(1L << 30),
            "TiB", BigDecimal.valueOf(1L << 40));

    public Quantity {
        Objects.requireNonNull(value, "value");
    }

    /** @throws IllegalArgumentException when the text is not a number with a unit that is known */
    public static Quantity parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a number with a unit");
        }
        BigDecimal number = new BigDecimal(form.group(1));
        if (form.group(2).equals("%")) {
            return new Quantity(number.movePointLeft(2), true);
        }
        BigDecimal factor = UNITS.get(form.group(2));
        if (factor == null) {
            throw new IllegalArgumentException("'" + form.group(2) + "' is not a unit that is known");
        }
        return new Quantity(number.multiply(factor), false);
    }

    /**
     * A share in millionths, whether it was written {@code 5%} or {@code 0.05}.
     *
     * @throws ArithmeticException when it is finer than that, or too large
     */
    public long ppm() {
        return value.multiply(MILLION).longValueExact();
    }
}
