package io.mediarouter.vertx.farm;

import io.mediarouter.farm.Authority;
import io.mediarouter.farm.Server;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** A server of the farm as something to send HTTP requests to. Immutable. */
public final class BackEnd {
  private final Server server;
  private final RequestOptions base;
  private final String basePath;

  /** The back end that {@code server} is. */
  public BackEnd(Server server) {
    URI url = server.url();
    boolean ssl = "https".equalsIgnoreCase(url.getScheme());
    Authority place =
        Authority.of(url).orElseThrow(() -> new IllegalArgumentException("no host: " + url));
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    this.server = server;
    this.basePath = path.endsWith("/") ? path : path + "/";
    this.base =
        new RequestOptions()
            .setHost(place.host())
            .setPort(port(place, ssl))
            .setSsl(ssl)
            .setFollowRedirects(false);
  }

  /** Which server this is. */
  public Server server() {
    return server;
  }

  /**
   * A request to this back end.
   *
   * @param relative path and query relative to the server's URL, percent-encoded
   */
  public RequestOptions request(HttpMethod method, String relative) {
    return new RequestOptions(base).setMethod(method).setURI(basePath + relative);
  }

  /** Whether an absolute URL leads to this server's host: the same scheme, name and port. */
  public boolean isAt(URI url) {
    String scheme = url.getScheme();
    boolean ssl = "https".equalsIgnoreCase(scheme);
    return (ssl || "http".equalsIgnoreCase(scheme))
        && ssl == base.isSsl()
        && Authority.of(url).filter(place -> isAt(place, ssl)).isPresent();
  }

  private boolean isAt(Authority place, boolean ssl) {
    return base.getHost().equalsIgnoreCase(place.host()) && base.getPort() == port(place, ssl);
  }

  private static int port(Authority place, boolean ssl) {
    return place.portOr(ssl ? 443 : 80);
  }

  /** A request to what lies at an absolute URL {@linkplain #isAt on this host}. */
  public RequestOptions requestAt(HttpMethod method, URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new RequestOptions(base).setMethod(method).setURI(path + query);
  }

  /** The absolute URL of what lies at {@code relative}, percent-encoded. */
  public String urlOf(String relative) {
    URI url = server.url();
    return url.getScheme() + "://" + url.getRawAuthority() + basePath + relative;
  }
}
