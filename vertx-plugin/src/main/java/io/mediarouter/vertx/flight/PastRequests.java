package io.mediarouter.vertx.flight;

import io.mediarouter.farm.PeerAddress;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way to what the other proxies of the cluster remember of requests that they have served. Safe
 * for use by many threads.
 *
 * @param state knows who they are
 * @param client asks them
 */
public record PastRequests(SharedState state, PeerClient client) {
  /**
   * What came of asking them all.
   *
   * @param proxy who remembers the request; empty = nobody
   * @param past what it says
   * @param asked who says that it does not
   * @param silent who could not be asked, or did not answer in time
   */
  public record Found(String proxy, JsonObject past, List<String> asked, List<String> silent) {}

  private record Said(String proxy, boolean answered, Optional<JsonObject> past) {}

  /** Asks all others about a request at once; takes two seconds at most, and does not fail. */
  public Future<Found> find(String id) {
    Map<String, PeerAddress> known =
        state.peers().rows().stream()
            .collect(Collectors.toMap(Row::owner, Row::value, (one, other) -> one));
    List<Future<Said>> saying = new ArrayList<>();
    for (String member : state.members().stream().sorted().toList()) {
      if (!member.equals(state.self())) {
        saying.add(ask(member, Optional.ofNullable(known.get(member)), id));
      }
    }
    return Future.join(saying).map(all -> found(all.list()));
  }

  private Future<Said> ask(String member, Optional<PeerAddress> address, String id) {
    return address
        .map(peer -> client.ask(member, peer, path(id)))
        .orElseGet(() -> Future.failedFuture("no address"))
        .map(past -> new Said(member, true, past))
        .otherwise(new Said(member, false, Optional.empty()));
  }

  private static Found found(List<Said> all) {
    Optional<Said> knows = all.stream().filter(said -> said.past().isPresent()).findFirst();
    return new Found(
        knows.map(Said::proxy).orElse(""),
        knows.flatMap(Said::past).orElseGet(JsonObject::new),
        all.stream().filter(Said::answered).map(Said::proxy).toList(),
        all.stream().filter(said -> !said.answered()).map(Said::proxy).toList());
  }

  private static String path(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return "/requests/" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The name in a path. */
  static Optional<String> id(String encoded) {
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
