package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.farm.Authority;
import io.mediarouter.media.AssetId;
import io.mediarouter.stream.HlsPlaylists;
import io.mediarouter.stream.Pathway;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.vertx.config.SteeringConfig;
import io.mediarouter.vertx.farm.EncodedPath;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The steersman of players: which ways lead to a stream, and which of them they are to take now
 * (the steering manifest of HLS, and of DASH by ETSI TS 103 998).
 *
 * @param config tells the ways
 * @param isToBeSpared tells whether this proxy has too much to do, or is about to stop
 */
public record Steering(Supplier<SteeringConfig> config, BooleanSupplier isToBeSpared) {
  static final String TYPE = "application/json";

  private static final String DASH = "/dash/";
  private static final String HLS = "/hls/";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  boolean isOn() {
    return config.get().isOn();
  }

  /** The ways to the folder of a playlist or manifest; none where players are not steered. */
  List<Pathway> pathways(StreamAddress asked) {
    return pathways(asked.asset(), asked.kind() == StreamAddress.Kind.MANIFEST);
  }

  private List<Pathway> pathways(AssetId asset, boolean ofDash) {
    String folder = path(asset) + (ofDash ? DASH : HLS);
    return config.get().pathways().stream()
        .map(each -> new Pathway(each.id(), each.url() + folder))
        .toList();
  }

  private static String path(AssetId asset) {
    return EncodedPath.of(asset.path());
  }

  /**
   * Which ways players are to take, who ask by {@code request}; they ask this proxy again as long
   * as it is there, since another one may not know why they were sent away.
   */
  String manifest(StreamAddress asked, HttpServerRequest request) {
    SteeringConfig now = config.get();
    boolean ofDash = request.path().endsWith(DASH + HlsPlaylists.STEERING);
    List<Pathway> ways = pathways(asked.asset(), ofDash);
    String own = own(now, request).orElse(ways.get(0).id());
    var manifest = new JsonObject().put("VERSION", 1).put("TTL", now.ttl().toSeconds());
    ways.stream()
        .filter(each -> each.id().equals(own))
        .forEach(each -> manifest.put("RELOAD-URI", each.steering()));
    return manifest.put("PATHWAY-PRIORITY", new JsonArray(order(now, request))).encode();
  }

  private List<String> order(SteeringConfig now, HttpServerRequest request) {
    List<String> order = new ArrayList<>();
    now.pathways().forEach(each -> order.add(each.id()));
    if (isToBeSpared.getAsBoolean()) {
      own(now, request).filter(order::remove).ifPresent(order::add);
    }
    return order;
  }

  private static Optional<String> own(SteeringConfig now, HttpServerRequest request) {
    return now.own() != null
        ? Optional.of(now.own())
        : now.pathways().stream()
            .filter(each -> leadsTo(each, request.authority()))
            .map(SteeringConfig.Pathway::id)
            .findFirst();
  }

  private static boolean leadsTo(SteeringConfig.Pathway way, HostAndPort asked) {
    int usual = "https".equals(way.url().getScheme()) ? HTTPS : HTTP;
    return asked != null
        && Authority.of(way.url())
            .filter(place -> place.host().equalsIgnoreCase(asked.host()))
            .filter(place -> place.portOr(usual) == (asked.port() > 0 ? asked.port() : usual))
            .isPresent();
  }
}
