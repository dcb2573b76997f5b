package io.mediarouter.vertx.farm;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.ErrorDetail;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a source: on an origin of the farm, at the place that it is known by, or where the
 * origins have redirected to. An origin never leads to a host that is none of them.
 *
 * @param origin whose host it is
 * @param target path and query there, encoded
 * @param redirects how many have led there
 */
public record Place(BackEnd origin, String target, int redirects) {
  /** Redirects that are followed at most. */
  public static final int MOST_REDIRECTS = 3;

  private static final Pattern ABOVE_ROOT = Pattern.compile("^([^/]+//[^/]+)(?:/\\.\\.)+(?=/)");
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Where {@code asset} lies on {@code origin}. */
  public static Place of(BackEnd origin, AssetId asset) {
    return of(origin, asset, "");
  }

  /**
   * The same with a query.
   *
   * @param query encoded, without its question mark; empty = none
   */
  public static Place of(BackEnd origin, AssetId asset, String query) {
    String path = Farm.sourcePath(origin.server(), asset) + (query.isEmpty() ? "" : "?" + query);
    return new Place(origin, origin.pathOf(path), 0);
  }

  /** Whether an answer of that status says that what is asked for lies elsewhere. */
  public static boolean isElsewhere(int status) {
    return REDIRECTS.contains(status);
  }

  /**
   * Where a redirect leads.
   *
   * @param location as the origin wrote it; null = it did not
   * @param origins the servers that may be led to
   * @throws ProblemException 502 naming the target, if that is not to be followed
   */
  public Place redirected(@Nullable String location, Collection<BackEnd> origins) {
    if (redirects == MOST_REDIRECTS) {
      throw refused(location, "after " + MOST_REDIRECTS + " redirects");
    }
    URI target = resolve(location).orElseThrow(() -> refused(location, "no http address"));
    return origins.stream()
        .filter(each -> each.isAt(target))
        .findFirst()
        .map(each -> new Place(each, targetOf(target), redirects + 1))
        .orElseThrow(() -> refused(target.toString(), "no host of a configured origin"));
  }

  private static String targetOf(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }

  private URI url() {
    return URI.create(origin.hostUrl() + target);
  }

  private Optional<URI> resolve(@Nullable String location) {
    try {
      return Optional.ofNullable(location)
          .map(text -> url().resolve(text.strip()))
          .filter(target -> target.getRawAuthority() != null && target.getRawUserInfo() == null)
          .map(Place::tidy);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Without a fragment, and without steps above the root, which {@link URI} leaves there. */
  private static URI tidy(URI target) {
    String text = target.toString();
    int mark = text.indexOf('#');
    String whole = mark < 0 ? text : text.substring(0, mark);
    return URI.create(ABOVE_ROOT.matcher(whole).replaceFirst("$1"));
  }

  private ProblemException refused(@Nullable String target, String why) {
    String detail =
        "Origin %s redirects to %s, which is not followed: %s."
            .formatted(origin.server().id(), ErrorDetail.clean(target).orElse("nowhere"), why);
    return new ProblemException(Problem.of(502, "Origin redirects elsewhere", detail));
  }

  /** Whether another place is on the same host, which may be sent the same credentials. */
  public boolean isOnHostOf(Place other) {
    return origin.isAt(URI.create(other.origin.hostUrl()));
  }

  /**
   * The address by which another server can GET it; where it is signed, a secret for some hours.
   */
  public String fetchUrl() {
    return origin.fetchUrl(target);
  }

  /** A request for what lies there. */
  public RequestOptions request(HttpMethod method) {
    return origin.requestAt(method, target);
  }
}
