package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final int MANY = 5000;

    @Test
    void itemsOfAnArrayAreTheClientsOwnBytes() throws RefusedException {
        // given
        String body = " [ {\"a\" : 1.50 } ,{\"ü\":\"\\u00e9 ]}\"},\n[1,[2]],\"te\\\"xt\", -12.5e3 ,true,null ] \n";

        // when
        List<String> items = split(BodyFormat.JSON, body);

        // then
        assertThat(items)
                .containsExactly(
                        "{\"a\" : 1.50 }",
                        "{\"ü\":\"\\u00e9 ]}\"}",
                        "[1,[2]]",
                        "\"te\\\"xt\"",
                        "-12.5e3",
                        "true",
                        "null");
    }

    @Test
    void byteOrderMarkIsSkipped_inBothFormats() throws RefusedException {
        // given
        String json = "\uFEFF[{\"a\":1},{\"b\":2}]";
        String lines = "\uFEFF{\"a\":1}\n{\"b\":2}";

        // when
        List<String> items = split(BodyFormat.JSON, json);
        List<String> ofLines = split(BodyFormat.LINES, lines);

        // then
        assertThat(items).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(ofLines).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void everyItemReadsTheSame_aloneAndInItsArray_overSeededRandomArrays() throws Exception {
        // given
        ObjectMapper oracle = new ObjectMapper();
        for (long seed = 1; seed <= 300; seed++) {
            String body = randomArray(new Random(seed));

            // when
            List<String> items = split(BodyFormat.JSON, body);

            // then
            JsonNode whole = oracle.readTree(body);
            List<JsonNode> alone = new ArrayList<>();
            for (String item : items) {
                alone.add(oracle.readTree(item));
            }
            List<JsonNode> inside = new ArrayList<>();
            whole.forEach(inside::add);
            assertThat(alone).as("seed " + seed).isEqualTo(inside);
        }
    }

    @Test
    void lastLineNeedsNoLineEnd() throws RefusedException {
        assertThat(split(BodyFormat.LINES, "{}\r\n{\"a\":1}")).containsExactly("{}\r", "{\"a\":1}");
    }

    @Test
    void placeOfTheFaultIsTold_butNothingOfTheInput() {
        // given
        String body = "{\"a\": 1,\n  secretword}";

        // when
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> split(BodyFormat.JSON, body));

        // then
        assertThat(refused.refusal().code()).isEqualTo("bad_json");
        assertThat(refused.refusal().message()).contains("line 2").doesNotContain("secret");
        assertThat(refused.refusal().kept()).isTrue();
    }

    @Test
    void exactlyTheLimitOfItemsIsTaken_andOneMoreIsNot() throws RefusedException {
        // given
        String full = "[{}" + ",{}".repeat(MANY - 1) + "]";
        String over = "[{}" + ",{}".repeat(MANY) + "]";

        // when
        int taken = split(BodyFormat.JSON, full).size();
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> split(BodyFormat.JSON, over));

        // then
        assertThat(taken).isEqualTo(MANY);
        assertThat(refused.refusal().status()).isEqualTo(413);
        assertThat(refused.refusal().limit()).hasValue(MANY);
        assertThat(refused.refusal().kept()).isFalse();
    }

    private static List<String> split(BodyFormat format, String text) throws RefusedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Body.split(format, bytes, MANY).items().stream()
                .map(item -> new String(bytes, item.offset(), item.length(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String randomArray(Random random) throws IOException {
        StringBuilder json = new StringBuilder("[");
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append(" ".repeat(random.nextInt(3)));
            json.append(randomValue(random, 3)).append("\n".repeat(random.nextInt(2)));
        }
        return json.append(']').toString();
    }

    private static String randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Double.toString(random.nextGaussian() * 1e6);
            case 2 -> "\"" + "aé€\uD83D\uDE00\\n\\\"]}".substring(0, random.nextInt(4)) + "\\u00e9]\"";
            case 3 -> random.nextBoolean() ? "true" : "null";
            case 4 -> "{\"k\":" + randomValue(random, depth - 1) + ", \"ü\" :" + randomValue(random, depth - 1) + "}";
            default -> "[" + randomValue(random, depth - 1) + "]";
        };
    }
}
