package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private final Routes routes =
            new Routes(List.of(at("/"), at("/slos"), at("/slos/{name}"), at("/slos/{name}/slices")));

    @Test
    void pathIsFoundAsItStands() {
        assertThat(path("/")).contains("/");
        assertThat(path("/slos")).contains("/slos");
    }

    @Test
    void segmentInBracesStandsForAnyOne() {
        assertThat(path("/slos/shop")).contains("/slos/{name}");
        assertThat(path("/slos/shop/slices")).contains("/slos/{name}/slices");
        assertThat(path("/slos/slices/slices")).contains("/slos/{name}/slices");
    }

    @Test
    void segmentInBracesIsNeverEmpty() {
        assertThat(path("/slos/")).isEmpty();
        assertThat(path("/slos//slices")).isEmpty();
    }

    @Test
    void nothingIsFound_forPathsThatAreLongerOrShorter() {
        assertThat(path("")).isEmpty();
        assertThat(path("/slos/shop/slices/more")).isEmpty();
        assertThat(path("/slos/shop/")).isEmpty();
        assertThat(path("//slos")).isEmpty();
        assertThat(path("/SLOS")).isEmpty();
    }

    @Test
    void fixedSegmentsAreComparedEncoded_soThatAPathHasOneSpelling() {
        assertThat(path("/%73los")).isEmpty();
    }

    @Test
    void variableIsDecoded_afterThePathWasParted() {
        assertThat(variables("/slos/a%2Fb")).containsExactly(Map.entry("name", "a/b"));
        assertThat(variables("/slos/100%25")).containsExactly(Map.entry("name", "100%"));
        assertThat(variables("/slos/a+b%20c")).containsExactly(Map.entry("name", "a+b c"));
        assertThat(variables("/slos/%C3%A4%E2%98%82")).containsExactly(Map.entry("name", "ä☂"));
    }

    @Test
    void variableIsDecodedOnce() {
        assertThat(variables("/slos/a%252Fb")).containsExactly(Map.entry("name", "a%2Fb"));
    }

    @Test
    void variableStandsForItself_whenItIsNoEncoding() {
        assertThat(variables("/slos/%zz")).containsExactly(Map.entry("name", "%zz"));
    }

    @Test
    void unknownPathListsThoseThatAre() {
        assertThat(routes.unknownPath("/nowhere"))
                .hasMessage("there is nothing here; the paths are /, /slos, /slos/{name}, /slos/{name}/slices");
    }

    private Optional<String> path(String rawPath) {
        return routes.find(rawPath).map(match -> match.resource().path());
    }

    private Map<String, String> variables(String rawPath) {
        return routes.find(rawPath).orElseThrow().variables();
    }

    private static Resource at(String path) {
        return new Resource() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public Answer answer(Call call) {
                return Answer.json(200, Map.of());
            }
        };
    }
}
