package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.media.AssetId;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.Place;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The finder of where sources lie, as an address that whoever fetches one can use: it is on a host
 * of the farm's origins, and does not redirect. Where an origin redirects may change, and is asked
 * for each time; most do not redirect, and are remembered. Safe for use by many threads.
 */
public final class SourcePlaces {
  private static final int MOST = 10_000;

  private final Origins origins;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final SourceGateway gateway;
  private final Set<AssetId> plain = Collections.newSetFromMap(new Recent());

  SourcePlaces(Origins origins, Farm farm, Supplier<FarmView> view, SourceGateway gateway) {
    this.origins = origins;
    this.farm = farm;
    this.view = view;
    this.gateway = gateway;
  }

  /** The last of a bounded number. */
  private static final class Recent extends LinkedHashMap<AssetId, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<AssetId, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /** Notes where a source was found. */
  void note(AssetId asset, Place place) {
    synchronized (plain) {
      if (place.redirects() == 0) {
        plain.add(asset);
      } else {
        plain.remove(asset);
      }
    }
  }

  /**
   * The address of an asset's source; empty where no origin is or was responsible. Where the
   * origins do not tell, it is where the source ought to be.
   */
  public Future<Optional<String>> urlOf(AssetId asset) {
    Optional<Place> usual = farm.sourcePlace(asset, view.get());
    if (usual.isEmpty() || isPlain(asset)) {
      return Future.succeededFuture(usual.map(this::fetchUrl));
    }
    return origins
        .locate(asset)
        .onSuccess(place -> note(asset, place))
        .map(place -> place.redirects() == 0 ? usual : Optional.of(place))
        .otherwise(usual)
        .map(place -> place.map(this::fetchUrl));
  }

  /**
   * The address by which another server can GET what lies there, which may be a secret for some
   * hours.
   */
  String fetchUrl(Place place) {
    return gateway.urlOf(place).orElseGet(place::fetchUrl);
  }

  private boolean isPlain(AssetId asset) {
    synchronized (plain) {
      return plain.contains(asset);
    }
  }
}
