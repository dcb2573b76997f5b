package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.proxy.forward.Copies;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The copies of a stored rendition: its path tells its content. */
record StoredCopies(StoredRendition stored, Farm farm, Supplier<FarmView> view) implements Copies {
  @Override
  public Work work() {
    return Work.DELIVERY;
  }

  @Override
  public List<BackEnd> holders() {
    FarmView now = view.get();
    return stored.serverIds().stream()
        .filter(id -> now.server(id).filter(at -> at.accepts(Work.DELIVERY)).isPresent())
        .map(farm::find)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public BackEnd holder(String serverId) {
    return farm.backEnd(serverId);
  }

  @Override
  public RequestOptions request(BackEnd holder) {
    return holder.request(HttpMethod.GET, stored.path());
  }

  @Override
  public MultiMap fields(BackEnd holder) {
    return MultiMap.caseInsensitiveMultiMap();
  }

  /** The length of the whole is in the range, and is the same as before. */
  @Override
  public boolean isSame(MultiMap answer) {
    return true;
  }
}
