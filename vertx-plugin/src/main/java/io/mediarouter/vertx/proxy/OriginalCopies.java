package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.function.Supplier;

/**
 * The copies of an original on its origins, as far as they have one version of it.
 *
 * @param validator of that version
 * @param asked the fields by which the client has asked for it
 */
record OriginalCopies(
    AssetId asset, Farm farm, Supplier<FarmView> view, Validator validator, MultiMap asked)
    implements Copies {
  @Override
  public Work work() {
    return Work.ORIGINAL;
  }

  @Override
  public List<BackEnd> holders() {
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
  public String path(BackEnd holder) {
    return Farm.sourcePath(holder.server(), asset);
  }

  /** The client's conditions were met by the beginning; now there is only one of ours. */
  @Override
  public MultiMap fields() {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    fields.setAll(asked);
    Preconditions.remove(fields);
    fields.remove(HttpHeaders.HOST);
    return fields.set(Preconditions.IF_RANGE, validator.value());
  }

  @Override
  public boolean isSame(HttpClientResponse response) {
    return validator.isOf(response.headers());
  }
}
