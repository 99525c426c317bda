package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "/users/123,                                                  /users/:id",
        "/users/123/orders/9,                                         /users/:id/orders/:id",
        "/a/0f8fad5b-d9cb-469f-a165-70867728950e,                     /a/:id",
        "/commit/3f786850e387550fdab836ed7e6dc881de23001b/raw,        /commit/:id/raw",
        "/commit/deadbee7,                                            /commit/:id",
        "/t/eyJhbGciOiJIUzI1NiJ9,                                     /t/:id",
        "/customers/cus_NffrFeUfNV2Hib,                               /customers/:id",
        "/ulid/01ARZ3NDEKTSV4RRFFQ69G5FAV,                            /ulid/:id",
        "/,                                                           /",
        "/api/v1/users,                                               /api/v1/users",
        "/blog/2024-in-review-of-all-the-things,                      /blog/2024-in-review-of-all-the-things",
        "/static/app.3f786850.js,                                     /static/app.3f786850.js",
        "/deadbeef,                                                   /deadbeef",
        "/face,                                                       /face"
    })
    void partsThatLookLikeIdsAreOne(String path, String route) {
        assertThat(RouteTemplates.automatic().template(path)).isEqualTo(route);
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        RouteTemplates templates = new RouteTemplates(
                List.of(
                        new RouteTemplates.Rule(Pattern.compile("^/users/\\d+"), "/users/:id"),
                        new RouteTemplates.Rule(Pattern.compile("^/users/.*"), "/users/:other")),
                10);

        assertThat(templates.template("/users/12/orders/7")).isEqualTo("/users/:id/orders/7");
        assertThat(templates.template("/users/me")).isEqualTo("/users/:other");
        assertThat(templates.template("/else/7")).isEqualTo("/else/7");
    }

    @Test
    void aRuleThatBacktracksTooMuchIsOverflow() {
        RouteTemplates templates =
                new RouteTemplates(List.of(new RouteTemplates.Rule(Pattern.compile("(.*a){14}b"), "/x")), 10);

        assertThat(templates.template("/" + "a".repeat(60))).isEqualTo("__overflow__");
    }

    @Test
    void eachServiceHasABoundOfItsOwn() {
        Routes routes = new Routes(new RouteTemplates(List.of(), 2));

        assertThat(routes.of("shop", "/a")).isEqualTo("/a");
        assertThat(routes.of("shop", "/b")).isEqualTo("/b");
        assertThat(routes.of("shop", "/c")).isEqualTo("__overflow__");
        assertThat(routes.of("shop", "/a")).isEqualTo("/a");
        assertThat(routes.of("cart", "/c")).isEqualTo("/c");
        assertThat(routes.of("shop", "")).isEmpty();
    }

    @Test
    void twoMillionDifferentPathsAreBounded() {
        Routes routes = new Routes(RouteTemplates.automatic());

        long overflow = java.util.stream.IntStream.range(0, 2_000_000)
                .filter(i -> routes.of("shop", "/x" + i + "y").equals(Routes.OVERFLOW))
                .count();

        assertThat(overflow).isEqualTo(1_999_000);
    }
}
