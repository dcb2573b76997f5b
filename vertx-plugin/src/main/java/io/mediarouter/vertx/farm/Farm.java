package io.mediarouter.vertx.farm;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The servers as back ends, by name, as they are now: they can be replaced while requests flow.
 * Safe for use by many threads.
 *
 * <p>A server that has left the farm is sent nothing new and is not among {@link #all}, but it is
 * still found by its name, so that what was begun with it can end.
 */
public final class Farm {
  private final Function<Server, BackEnd> backEnds;
  private volatile FarmSnapshot present;

  /**
   * The farm of these servers, which take requests from everybody.
   *
   * @param interfaces the URIs of each transcoding server, by its id
   */
  public Farm(List<Server> servers, Map<String, TranscodingInterface> interfaces) {
    this(BackEnd::new);
    replace(servers, interfaces);
  }

  /**
   * A farm without servers yet.
   *
   * @param backEnds makes of each what requests are sent to; for equal servers something equal
   *     until {@link #follow}
   */
  public Farm(Function<Server, BackEnd> backEnds) {
    this.backEnds = backEnds;
    present = FarmSnapshot.EMPTY;
  }

  /**
   * Takes other servers; those of the same name stay what they are, as far as they are equal.
   *
   * @param interfaces the URIs of each transcoding server, by its id
   */
  public synchronized void replace(
      List<Server> servers, Map<String, TranscodingInterface> interfaces) {
    present = present.next(servers, interfaces, backEnds);
  }

  /** Takes note that what some servers want to see may have changed. */
  public synchronized void follow() {
    present = present.anew(backEnds);
  }

  /** All servers, in the order of the configuration. */
  public Collection<BackEnd> all() {
    return present.all();
  }

  /**
   * The server of that name, also one that has left.
   *
   * @throws IllegalArgumentException if there never was one
   */
  public BackEnd backEnd(String id) {
    return find(id).orElseThrow(() -> unknown(id));
  }

  private IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException(
        "server: " + id + " (expected: one of " + present.ids() + ")");
  }

  /** The server of that name, also one that has left, if there is or was one. */
  public Optional<BackEnd> find(String id) {
    return present.find(id).map(FarmSnapshot.Entry::backEnd);
  }

  /**
   * The URIs of a transcoding server, also of one that has left.
   *
   * @throws IllegalArgumentException if the server does not transcode
   */
  public TranscodingInterface transcoding(String id) {
    return uris(id).orElseThrow(() -> unknown(id));
  }

  private Optional<TranscodingInterface> uris(String id) {
    return present.find(id).map(FarmSnapshot.Entry::uris);
  }

  /** Where a server tells its load, relative to its URL; empty where it does not. */
  public Optional<String> load(String id) {
    return uris(id).flatMap(TranscodingInterface::load);
  }

  /**
   * Where a server makes several renditions of one source with one decode, relative to its URL;
   * empty where it does not.
   */
  public Optional<String> many(String id) {
    return uris(id).flatMap(TranscodingInterface::many);
  }

  /** The origins of {@code asset}, the one with the longest matching path first. */
  public List<BackEnd> originsOf(AssetId asset) {
    return present.originsOf(asset);
  }

  /**
   * Where {@code asset} lies on its origin, relative to the origin's URL: what follows the path
   * that the origin is responsible for.
   */
  public static String sourcePath(Server origin, AssetId asset) {
    return EncodedPath.of(asset.path().substring(origin.assetPath().length()));
  }

  /**
   * Where {@code asset}'s source ought to lie: on its first origin that is available, or else on
   * its first, or else on one that has left; empty where no origin is or was responsible.
   */
  public Optional<Place> sourcePlace(AssetId asset, FarmView view) {
    FarmSnapshot now = present;
    List<BackEnd> all = now.originsOf(asset);
    return all.stream()
        .filter(origin -> delivers(origin, view))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .or(() -> now.formerOriginOf(asset))
        .map(origin -> Place.of(origin, asset));
  }

  private static boolean delivers(BackEnd origin, FarmView view) {
    return view.server(origin.server().id()).filter(at -> at.accepts(Work.ORIGINAL)).isPresent();
  }
}
