package io.mediarouter.vertx.farm;

import io.mediarouter.farm.Authority;
import io.mediarouter.farm.Server;
import io.mediarouter.vertx.config.servers.S3Url;
import io.mediarouter.vertx.entry.Entry;
import io.mediarouter.vertx.entry.S3Signer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A server of the farm as something to send HTTP requests to, with what it wants to see of us.
 * Immutable.
 */
public final class BackEnd {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  /** Fields with such names have to be signed, so others than ours must not be among them. */
  private static final String OF_SIGNATURES = "x-amz-";

  private final Server server;
  private final Entry entry;
  private final RequestOptions base;
  private final String basePath;
  private final String hostUrl;
  private final @Nullable S3Signer signer;

  /** The back end that {@code server} is, which takes requests from everybody. */
  public BackEnd(Server server) {
    this(server, Entry.NONE, (S3Signer) null);
  }

  /**
   * The back end that {@code server} is.
   *
   * @param entry what it wants to see
   * @param clock tells when a request is signed
   */
  public BackEnd(Server server, Entry entry, InstantSource clock) {
    this(server, entry, entry.s3() == null ? null : new S3Signer(entry.s3(), clock));
  }

  private BackEnd(Server server, Entry entry, @Nullable S3Signer signer) {
    URI url = S3Url.http(server.url());
    boolean ssl = "https".equalsIgnoreCase(url.getScheme());
    Authority place =
        Authority.of(url).orElseThrow(() -> new IllegalArgumentException("no host: " + url));
    String written = url.getRawPath() == null ? "" : url.getRawPath();
    String path = written.endsWith("/") ? written : written + "/";
    Entry.S3Entry s3 = entry.s3();
    int bucket = s3 != null && s3.config().hostStyle() ? path.indexOf('/', 1) : 0;
    this.server = server;
    this.entry = entry;
    this.signer = signer;
    this.basePath = signer == null ? path : S3Signer.strict(path.substring(bucket));
    this.base =
        new RequestOptions()
            .setHost(bucket == 0 ? place.host() : path.substring(1, bucket) + "." + place.host())
            .setPort(port(place, ssl))
            .setSsl(ssl)
            .setFollowRedirects(false);
    this.hostUrl =
        signer == null
            ? url.getScheme() + "://" + url.getRawAuthority()
            : (ssl ? "https" : "http") + "://" + hostField();
    entry.headers().forEach(base::putHeader);
    if (entry.tls() != null) {
      base.setSslOptions(entry.tls().options());
    }
  }

  /** Which server this is. */
  public Server server() {
    return server;
  }

  /** What it wants to see. */
  Entry entry() {
    return entry;
  }

  /** Where it listens; the name of its host is not looked up. */
  public InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(base.getHost(), base.getPort());
  }

  /** Whether others get at what lies there through this proxy alone. */
  public boolean isRelayed() {
    return entry.isRelayed();
  }

  /** Whether it is an S3 store. */
  public boolean isS3() {
    return signer != null;
  }

  /** A larger file goes to it in parts of that size; without a bound where it is no S3 store. */
  public long partBytes() {
    return entry.s3() == null ? Long.MAX_VALUE : entry.s3().config().partBytes();
  }

  /**
   * A request to this back end.
   *
   * @param relative path and query relative to the server's URL, percent-encoded
   */
  public RequestOptions request(HttpMethod method, String relative) {
    return signed(method, basePath + relative, null);
  }

  /**
   * A request with a content.
   *
   * @param relative path and query relative to the server's URL, percent-encoded
   * @param sha256 of the content, hexadecimal: a store that can refuses another one
   */
  public RequestOptions request(HttpMethod method, String relative, String sha256) {
    return signed(method, basePath + relative, sha256);
  }

  private RequestOptions signed(HttpMethod method, String target, @Nullable String sha256) {
    var options = new RequestOptions(base).setMethod(method);
    if (signer == null) {
      return options.setURI(target);
    }
    String strict = S3Signer.strict(target);
    String payload = sha256 == null ? payload(method) : sha256;
    signer.sign(method.name(), hostField(), strict, payload).forEach(options::putHeader);
    return options.setURI(strict);
  }

  private static String payload(HttpMethod method) {
    boolean bare =
        method.equals(HttpMethod.GET)
            || method.equals(HttpMethod.HEAD)
            || method.equals(HttpMethod.DELETE);
    return bare ? S3Signer.EMPTY : S3Signer.UNSIGNED;
  }

  private String hostField() {
    int usual = base.isSsl() ? TLS_PORT : PLAIN_PORT;
    return base.getPort() == usual ? base.getHost() : base.getHost() + ":" + base.getPort();
  }

  /**
   * Has {@code fields}, which others have filled, show what a back end wants to see, and nothing
   * else of that kind.
   *
   * @param request as a back end gave it
   */
  public static void impose(RequestOptions request, MultiMap fields) {
    MultiMap own = request.getHeaders();
    if (own == null) {
      return;
    }
    if (own.contains(OF_SIGNATURES + "date")) {
      fields.names().stream()
          .filter(name -> name.regionMatches(true, 0, OF_SIGNATURES, 0, OF_SIGNATURES.length()))
          .toList()
          .forEach(fields::remove);
    }
    own.forEach(each -> fields.set(each.getKey(), each.getValue()));
  }

  /**
   * A request for a list of what an S3 store's bucket holds.
   *
   * @param query percent-encoded, without its question mark
   */
  public RequestOptions bucketRequest(String query) {
    String bucket = isHostStyle() ? "/" : basePath.substring(0, basePath.indexOf('/', 1));
    return signed(HttpMethod.GET, bucket + "?" + query, null);
  }

  private boolean isHostStyle() {
    return entry.s3() != null && entry.s3().config().hostStyle();
  }

  /** How all names begin that an S3 store has for what lies below the server's URL. */
  public String keyPrefix() {
    String prefix = basePath.substring(isHostStyle() ? 1 : basePath.indexOf('/', 1) + 1);
    return URLDecoder.decode(prefix.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The encoded path of the URL of what lies at {@code relative}. */
  public String pathOf(String relative) {
    return basePath + relative;
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
    return place.portOr(ssl ? TLS_PORT : PLAIN_PORT);
  }

  /** A request to what lies on this host at a path with a query, percent-encoded. */
  RequestOptions requestAt(HttpMethod method, String target) {
    return signed(method, target, null);
  }

  /** The absolute URL of what lies at {@code relative}, percent-encoded. */
  public String urlOf(String relative) {
    return hostUrl + basePath + relative;
  }

  /** How the absolute URLs of all begin that lies on this host. */
  String hostUrl() {
    return hostUrl;
  }

  /**
   * The address by which another server can GET what lies on this host at a path with a query,
   * percent-encoded: with a signature where one is wanted, which makes it a secret for some hours.
   */
  String fetchUrl(String target) {
    return signer == null
        ? hostUrl + target
        : hostUrl + signer.presign(hostField(), S3Signer.strict(target));
  }
}
