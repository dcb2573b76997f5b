package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.admin.rest.Bearer;
import io.mediarouter.vertx.config.front.AdminConfig;
import io.mediarouter.vertx.config.front.AdminTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate that every operator's request passes. It asks for one of the tokens, or, where there are
 * none, that the client is on this machine. And it keeps web pages out that make an operator's
 * browser ask for them: those that have the name of their site lead to this address (DNS
 * rebinding), which show in {@code Host}, and those of another site, which show in {@code Origin}
 * or {@code Sec-Fetch-Site}.
 */
final class AdminGate {
  private static final Logger LOG = LoggerFactory.getLogger(AdminGate.class);
  private static final Trust THIS_MACHINE =
      Trust.in(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")));
  private static final String LOCALHOST = "localhost";

  /** What tells that somebody else than the peer asks. */
  private static final List<String> FORWARDED =
      List.of("forwarded", "x-forwarded-for", "x-real-ip", "via");

  /** Such as Compose and Kubernetes make them; a site of the internet has a domain. */
  private static final Pattern NAME_WITHOUT_DOMAIN =
      Pattern.compile("[A-Za-z0-9_-]*[A-Za-z][A-Za-z0-9_-]*");

  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final Vertx vertx;
  private final Supplier<AdminConfig> config;
  private final List<String> tokensAtHand;
  private final String withTokensOfTheirOwn;

  /**
   * A gate.
   *
   * @param tokensAtHand tokens besides those in the configured file
   * @param withTokensOfTheirOwn start of the paths of resources that ask for other tokens
   */
  AdminGate(
      Vertx vertx,
      Supplier<AdminConfig> config,
      List<String> tokensAtHand,
      String withTokensOfTheirOwn) {
    this.vertx = vertx;
    this.config = config;
    this.tokensAtHand = List.copyOf(tokensAtHand);
    this.withTokensOfTheirOwn = withTokensOfTheirOwn;
  }

  /** Lets a request on, or refuses it by a {@link ProblemException}. */
  void pass(RoutingContext context) {
    requireOwnName(context.request());
    requireOwnPage(context.request());
    if (path(context).startsWith(withTokensOfTheirOwn)) {
      context.next();
      return;
    }
    context.request().pause();
    tokens()
        .map(tokens -> admit(context, tokens))
        .onComplete(admitted -> context.request().resume())
        .onSuccess(admitted -> context.next())
        .onFailure(context::fail);
  }

  private static String path(RoutingContext context) {
    try {
      return context.normalizedPath();
    } catch (IllegalArgumentException e) {
      throw problem(400, "Bad request target", "It holds a percent sign without two digits.");
    }
  }

  /** Lets a request on for which no token is asked. */
  void passUnasked(RoutingContext context) {
    requireOwnName(context.request());
    requireOwnPage(context.request());
    path(context);
    context.next();
  }

  /** A browser always names the site whose page asks; only what is older names none. */
  private void requireOwnName(HttpServerRequest request) {
    if (!request.uri().startsWith("/")) {
      throw problem(400, "Bad request target", "It does not begin with a slash.");
    }
    List<String> named = request.headers().getAll("host");
    HostAndPort authority = request.authority();
    boolean nameless = named.isEmpty() && request.version() == HttpVersion.HTTP_1_0;
    if (!nameless && (named.size() > 1 || authority == null || authority.host().isEmpty())) {
      throw problem(400, "Bad request", "The field Host has to be there, once, and to be a host.");
    }
    if (authority != null && !isOwn(authority.host())) {
      throw problem(
          403,
          "Unknown host",
          "This is not reached under the name in Host, unless it is added to admin.hosts.");
    }
  }

  private boolean isOwn(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return isAddress(name)
        || NAME_WITHOUT_DOMAIN.matcher(name).matches()
        || Stream.concat(config.get().hosts().stream(), Stream.of(LOCALHOST, config.get().host()))
            .anyMatch(name::equalsIgnoreCase);
  }

  /** No page can be named by an address that is not where it came from. */
  private static boolean isAddress(String host) {
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      Network.parse(plain);
      return !plain.contains("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void requireOwnPage(HttpServerRequest request) {
    List<String> origins = request.headers().getAll("origin");
    boolean own = origins.isEmpty() || origins.size() == 1 && isOwnPage(origins.get(0), request);
    if (!own || isOfAnotherSite(request)) {
      throw problem(403, "Foreign page", "A page of another site must not do this.");
    }
  }

  private static boolean isOwnPage(String origin, HttpServerRequest request) {
    HostAndPort authority = request.authority();
    String own = "://" + (authority == null ? "" : authority.toString());
    String shown = origin.toLowerCase(Locale.ROOT);
    return shown.equals("https" + own.toLowerCase(Locale.ROOT))
        || !request.isSSL() && shown.equals("http" + own.toLowerCase(Locale.ROOT));
  }

  /** A link that somebody follows is no page's doing. */
  private static boolean isOfAnotherSite(HttpServerRequest request) {
    String site = request.getHeader("sec-fetch-site");
    boolean link =
        "navigate".equals(request.getHeader("sec-fetch-mode"))
            && request.method().equals(HttpMethod.GET);
    return site != null && !OWN_PAGES.contains(site) && !link;
  }

  private Future<List<String>> tokens() {
    String file = config.get().tokenFile();
    return file == null
        ? Future.succeededFuture(tokensAtHand)
        : vertx
            .fileSystem()
            .readFile(file)
            .map(bytes -> and(AdminTokens.in(bytes.toString())))
            .recover(cause -> withoutFile(file, cause));
  }

  private List<String> and(List<String> others) {
    return Stream.concat(tokensAtHand.stream(), others.stream()).toList();
  }

  private Future<List<String>> withoutFile(String file, Throwable cause) {
    LOG.warn("admin.tokenFile {} cannot be read: {}", file, cause.getMessage());
    return Future.succeededFuture(tokensAtHand);
  }

  private boolean admit(RoutingContext context, List<String> tokens) {
    boolean needed = !tokens.isEmpty() || config.get().tokenFile() != null;
    if (needed && !Bearer.isShown(context, tokens)) {
      throw Bearer.refusal(
          context, "Authorization: Bearer, and one of the tokens of admin.tokenFile, is needed.");
    }
    if (!needed && !isOnThisMachine(context.request())) {
      throw problem(
          403,
          "Not on this machine",
          "Without a token (admin.tokenFile) only clients on the proxy's own machine are served.");
    }
    return true;
  }

  private static boolean isOnThisMachine(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    return peer != null
        && (peer.isDomainSocket() || covers(peer.hostAddress()))
        && FORWARDED.stream().noneMatch(request.headers()::contains);
  }

  private static boolean covers(@Nullable String address) {
    return address != null && THIS_MACHINE.covers(address);
  }

  private static ProblemException problem(int status, String title, String detail) {
    return new ProblemException(Problem.of(status, title, detail));
  }
}
