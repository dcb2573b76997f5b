package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.farm.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The forms of URLs of servers: with a host, and a slash at the end. */
public final class UrlForm {
  private static final String TITLE = "an http or https URL without user, query and fragment";
  private static final String HTTP = "https?://[^/?#@\\s]+(/[^?#\\s]*)?";

  /** A URL that HTTP is spoken at. */
  static final Form<URI> FORM = form("^" + HTTP + "$");

  /** The same, or a place in an S3 store. */
  static final Form<URI> OR_S3 =
      form("^(" + HTTP + "|s3\\+https?://[^/?#@\\s]+/[^/?#\\s]+(/[^?#\\s]*)?)$");

  /** The form of the latter, for a key to name. */
  public static final class OrS3 extends FormOf<URI> {
    OrS3() {
      super(OR_S3);
    }
  }

  private static final String EXPECTED = "an http or https URL with a host and a port up to 65535";

  private UrlForm() {}

  private static Form<URI> form(String pattern) {
    return Forms.of(
        Forms.schema("string", TITLE).put("pattern", pattern),
        UrlForm::read,
        url -> TextNode.valueOf(url.toString()));
  }

  private static @Nullable URI read(Section at) {
    String written = at.map().asText();
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
    at.expected(EXPECTED);
    return null;
  }
}
