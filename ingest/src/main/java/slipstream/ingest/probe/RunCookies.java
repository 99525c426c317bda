package slipstream.ingest.probe;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** The cookies that one run of a probe was given; the next run begins without any. Not thread-safe. */
final class RunCookies implements CookieJar {
    private static final int MAX_COOKIES = 100;

    private final List<Cookie> cookies = new ArrayList<>();

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> received) {
        for (Cookie cookie : received) {
            cookies.removeIf(old -> old.name().equals(cookie.name())
                    && old.domain().equals(cookie.domain())
                    && old.path().equals(cookie.path()));
            if (cookies.size() < MAX_COOKIES) {
                cookies.add(cookie);
            }
        }
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
        return cookies.stream().filter(cookie -> cookie.matches(url)).toList();
    }
}
