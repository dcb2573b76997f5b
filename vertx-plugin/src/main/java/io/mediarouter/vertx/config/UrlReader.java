package io.mediarouter.vertx.config;

import io.mediarouter.farm.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The reader of URLs of servers: with a host, and a slash at the end. */
final class UrlReader {
  private static final String EXPECTED = "an http or https URL with a host and a port up to 65535";

  private UrlReader() {}

  /** The URL under a key; null, with a mistake added, if it is none. */
  static @Nullable URI read(Section section, String key) {
    String written = section.text(key, "");
    try {
      var url = new URI(written.endsWith("/") ? written : written + "/");
      if (Authority.of(url)
          .filter(place -> place.port() <= 65_535 && place.port() != 0)
          .isPresent()) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below, like a URL without a host.
    }
    section.error(key, EXPECTED);
    return null;
  }
}
