package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.vertx.config.front.PassConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.Place;
import io.mediarouter.vertx.proxy.fields.Credentials;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.mediarouter.vertx.proxy.fields.Validator;
import io.mediarouter.vertx.proxy.forward.Copies;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * The copies of an original on its origins, as far as they have one version of it; where an origin
 * has redirected, there is the one that it has led to.
 *
 * @param place where its beginning came from
 * @param query that is part of what was asked for
 * @param pass tells which origins get a client's credentials
 * @param validator of that version
 * @param asked the fields by which the client has asked for it
 */
record OriginalCopies(
    AssetId asset,
    Place place,
    String query,
    Farm farm,
    Supplier<FarmView> view,
    Supplier<PassConfig> pass,
    Validator validator,
    MultiMap asked)
    implements Copies {
  @Override
  public Work work() {
    return Work.ORIGINAL;
  }

  @Override
  public List<BackEnd> holders() {
    if (place.redirects() > 0) {
      return List.of(place.origin());
    }
    FarmView now = view.get();
    return farm.originsOf(asset).stream().filter(origin -> delivers(origin, now)).toList();
  }

  private static boolean delivers(BackEnd origin, FarmView view) {
    return view.server(origin.server().id()).filter(at -> at.accepts(Work.ORIGINAL)).isPresent();
  }

  @Override
  public BackEnd holder(String serverId) {
    return farm.backEnd(serverId);
  }

  @Override
  public RequestOptions request(BackEnd holder) {
    Place there = place.redirects() > 0 ? place : Place.of(holder, asset, query);
    return there.request(HttpMethod.GET);
  }

  /** The client's conditions were met by the beginning; now there is only one of ours. */
  @Override
  public MultiMap fields(BackEnd holder) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    fields.setAll(asked);
    Preconditions.remove(fields);
    fields.remove(HttpHeaders.HOST);
    Credentials.withheldFrom(holder.server().id(), pass.get()).forEach(fields::remove);
    return fields.set(Preconditions.IF_RANGE, validator.value());
  }

  @Override
  public boolean isSame(MultiMap answer) {
    return validator.isOf(answer);
  }
}
