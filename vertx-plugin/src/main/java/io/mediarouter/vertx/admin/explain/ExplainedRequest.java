package io.mediarouter.vertx.admin.explain;

import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestHead;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.mediarouter.vertx.proxy.exchange.VertxRequestHead;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request that is to be explained, as it would come: to the URL that is asked about, from whom
 * asks, with the same fields.
 *
 * @param path of the URL, as it is written
 * @param query of the URL, as it is written; null where there is none
 * @param accept what is left of that field when our own answer's types are taken away; null =
 *     nothing
 * @param asked the request for the explanation
 */
record ExplainedRequest(
    String path, @Nullable String query, @Nullable String accept, VertxRequestHead asked)
    implements RequestHead {
  private static final String ALLOWED =
      "a path with its query, or an http URL, percent-encoded: /explain?url=%2Fmedia%2Ffilms%2F"
          + "clip.mp4%3Fheight%3D360";
  private static final Pattern URL =
      Pattern.compile("(?:(?i:https?)://[^/?#]+)?(/[^?#]*)(?:\\?([^#]*))?(?:#.*)?");

  /** The types of our own answers: to accept them says nothing of media. */
  private static final Set<String> ANSWERS = Set.of("text/plain", "application/json");

  /**
   * The request that {@code context} asks about.
   *
   * @throws ProblemException if its URL is missing or malformed
   */
  static ExplainedRequest of(RoutingContext context) {
    List<String> urls = context.queryParam("url");
    if (urls.size() != 1) {
      throw invalid(urls.isEmpty() ? "" : String.join(", ", urls));
    }
    Matcher url = URL.matcher(urls.get(0));
    if (!url.matches()) {
      throw invalid(urls.get(0));
    }
    return new ExplainedRequest(
        url.group(1), url.group(2), acceptOf(context), new VertxRequestHead(context.request()));
  }

  private static ProblemException invalid(String value) {
    return Parameters.invalid("url", value, ALLOWED);
  }

  private static @Nullable String acceptOf(RoutingContext context) {
    String media =
        context.parsedHeaders().accept().stream()
            .filter(range -> !ANSWERS.contains(typeOf(range)))
            .map(MIMEHeader::rawValue)
            .collect(Collectors.joining(","));
    return media.isEmpty() ? null : media;
  }

  /** Whether the text is wanted rather than JSON. */
  static boolean wantsText(RoutingContext context) {
    return context.parsedHeaders().accept().stream()
        .anyMatch(range -> typeOf(range).equals("text/plain"));
  }

  private static String typeOf(MIMEHeader range) {
    return (range.component() + "/" + range.subComponent()).toLowerCase(Locale.ROOT);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String client() {
    return asked.client();
  }

  @Override
  public Optional<String> header(String name) {
    return name.equalsIgnoreCase("accept") ? Optional.ofNullable(accept) : asked.header(name);
  }
}
