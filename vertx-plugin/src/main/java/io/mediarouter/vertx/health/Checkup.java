package io.mediarouter.vertx.health;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.OwnConnections;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import io.mediarouter.vertx.config.servers.S3Url;
import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The check of one server: it passes if it answers below 500 to each path that its roles are
 * checked by.
 *
 * <p>Asks with GET: a resource that tells of health often knows nothing else, and the 405 that it
 * answers to HEAD would pass whatever its health, the 501 never. Only of a file server without such
 * a resource its root is asked for with HEAD, so that it does not list what it holds; with GET
 * where it does not know HEAD. The connection is closed once the status is there, so no body is
 * read; it is a new one each time, because a server that does not accept connections fails though
 * old ones still work, and because a check must not wait behind the requests that fill a pool.
 */
final class Checkup {
  private static final int FIRST_FAILURE = 500;
  private static final Set<Integer> NO_HEAD = Set.of(405, 501);

  /** A name that nothing has: an S3 store's bucket itself would be listed, and charged for. */
  private static final String NOBODYS = "media-router.health";

  private static final int CONNECTIONS = 64;
  private static final int LONGEST_PROBLEM = 200;

  private final OwnConnections http;

  Checkup(Vertx vertx) {
    this.http = OwnConnections.fresh(vertx, CONNECTIONS);
  }

  /** What a server is asked for; nothing = it is not checked. */
  static List<String> paths(Server server, HealthConfig health) {
    return server.roles().stream()
        .sorted()
        .flatMap(role -> path(role, health).stream())
        .map(path -> path.isEmpty() && S3Url.is(server.url()) ? NOBODYS : path)
        .distinct()
        .toList();
  }

  private static Optional<String> path(ServerRole role, HealthConfig health) {
    return Optional.ofNullable(health.paths().get(role))
        .map(path -> path.startsWith("/") ? path.substring(1) : path);
  }

  /** What is wrong with a server; empty where it passes. Never fails. */
  Future<Optional<String>> of(BackEnd backEnd, List<String> paths, Duration limit) {
    List<Future<Optional<String>>> asked =
        paths.stream().map(path -> problem(backEnd, path, limit)).toList();
    return Future.join(asked)
        .map(all -> asked.stream().flatMap(each -> each.result().stream()).findFirst());
  }

  private Future<Optional<String>> problem(BackEnd backEnd, String path, Duration limit) {
    long millis = Math.max(1, limit.toMillis());
    Future<Integer> asked =
        isOfFiles(backEnd.server(), path)
            ? status(backEnd, HttpMethod.HEAD, path, millis)
                .compose(
                    status ->
                        NO_HEAD.contains(status)
                            ? status(backEnd, HttpMethod.GET, path, millis)
                            : Future.succeededFuture(status))
            : status(backEnd, HttpMethod.GET, path, millis);
    return asked
        .timeout(millis, MILLISECONDS)
        .map(status -> status < FIRST_FAILURE ? null : "answered " + status)
        .otherwise(cause -> told(cause, limit))
        .map(Optional::ofNullable);
  }

  private static boolean isOfFiles(Server server, String path) {
    return path.isEmpty() && !server.is(ServerRole.TRANSCODING);
  }

  private Future<Integer> status(BackEnd backEnd, HttpMethod method, String path, long millis) {
    return http.status(
        backEnd.request(method, path).setTimeout(millis),
        HttpClientRequest::send,
        Duration.ofMillis(millis));
  }

  private static String told(Throwable cause, Duration limit) {
    if (cause instanceof TimeoutException) {
      return "no answer within " + limit.toMillis() + " ms";
    }
    @Nullable String message = Endings.message(cause);
    String told = message == null ? cause.getClass().getSimpleName() : message;
    return told.length() <= LONGEST_PROBLEM ? told : told.substring(0, LONGEST_PROBLEM);
  }

  void close() {
    http.close();
  }
}
