package slipstream.ingest.vital;

import java.util.regex.Pattern;
import slipstream.ingest.door.Draft;

/** The page of a site as it is counted: without host, query and fragment, and with {@code :id} where a path names one thing of many. */
final class PageRoute {
    private static final int MAX_CHARS = 200;

    /** Numbers, hexadecimal digests and UUIDs. */
    private static final Pattern ID = Pattern.compile("(?<=/)([0-9]+|[0-9a-fA-F-]{16,})(?=/|$)");

    private static final Pattern SCHEME_AND_HOST = Pattern.compile("^[a-z]+://[^/?#]*");
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

    private PageRoute() {}

    static String of(String page) {
        if (page.isEmpty()) {
            return "";
        }
        String cut = Draft.cut(page, 8 * MAX_CHARS);
        String path =
                QUERY.matcher(SCHEME_AND_HOST.matcher(cut).replaceFirst("")).replaceFirst("");
        String route = ID.matcher(path).replaceAll(":id");
        return Draft.cut(route.startsWith("/") ? route : "/" + route, MAX_CHARS);
    }
}
