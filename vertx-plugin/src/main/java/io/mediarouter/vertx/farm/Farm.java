package io.mediarouter.vertx.farm;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured servers as back ends, by name. Immutable. */
public final class Farm {
  private final Map<String, BackEnd> backEnds = new LinkedHashMap<>();
  private final Map<String, TranscodingInterface> interfaces;
  private final List<Server> origins;

  /**
   * The farm of these servers.
   *
   * @param interfaces the URIs of each transcoding server, by its id
   */
  public Farm(List<Server> servers, Map<String, TranscodingInterface> interfaces) {
    servers.forEach(server -> backEnds.put(server.id(), new BackEnd(server)));
    this.interfaces = Map.copyOf(interfaces);
    this.origins =
        servers.stream()
            .filter(server -> server.is(ServerRole.ORIGIN))
            .sorted(Comparator.comparingInt(server -> -server.assetPath().length()))
            .toList();
  }

  /** All servers, in the order of the configuration. */
  public Collection<BackEnd> all() {
    return backEnds.values();
  }

  /**
   * The server of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public BackEnd backEnd(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "server: " + id + " (expected: one of " + backEnds.keySet() + ")"));
  }

  /** The server of that name, if there is one. */
  public Optional<BackEnd> find(String id) {
    return Optional.ofNullable(backEnds.get(id));
  }

  /**
   * The URIs of a transcoding server.
   *
   * @throws IllegalArgumentException if the server does not transcode
   */
  public TranscodingInterface transcoding(String id) {
    TranscodingInterface found = interfaces.get(id);
    if (found == null) {
      throw new IllegalArgumentException(
          "server: " + id + " (expected: one of " + interfaces.keySet() + ")");
    }
    return found;
  }

  /** Where a server tells its load, relative to its URL; empty where it does not. */
  Optional<String> load(String id) {
    return Optional.ofNullable(interfaces.get(id)).flatMap(TranscodingInterface::load);
  }

  /** The origins of {@code asset}, the one with the longest matching path first. */
  public List<BackEnd> originsOf(AssetId asset) {
    return origins.stream()
        .filter(origin -> asset.path().startsWith(origin.assetPath()))
        .map(origin -> backEnd(origin.id()))
        .toList();
  }

  /**
   * Where {@code asset} lies on its origin, relative to the origin's URL: what follows the path
   * that the origin is responsible for.
   */
  public static String sourcePath(Server origin, AssetId asset) {
    return EncodedPath.of(asset.path().substring(origin.assetPath().length()));
  }

  /**
   * The URL of {@code asset}'s source on its first origin that is available, or else on its first;
   * empty where no origin is responsible.
   */
  public Optional<String> sourceUrl(AssetId asset, FarmView view) {
    List<BackEnd> all = originsOf(asset);
    return all.stream()
        .filter(origin -> delivers(origin, view))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .map(origin -> origin.urlOf(sourcePath(origin.server(), asset)));
  }

  private static boolean delivers(BackEnd origin, FarmView view) {
    return view.server(origin.server().id()).filter(at -> at.accepts(Work.ORIGINAL)).isPresent();
  }
}
