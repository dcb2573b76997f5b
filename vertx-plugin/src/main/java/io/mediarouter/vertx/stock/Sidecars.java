package io.mediarouter.vertx.stock;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.state.durable.SidecarDocuments;
import io.mediarouter.store.Sidecar;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The small documents beside stored files that tell what these are. One that could not be written
 * is written when stock is taken.
 */
public final class Sidecars {
  private static final String TYPE = "application/json";
  private static final int OK = 200;
  private static final int LARGEST = 64 * 1024;

  private final Vertx vertx;
  private final Connections http;
  private final Farm farm;
  private final Supplier<Duration> patience;

  /**
   * Those of that farm's servers.
   *
   * @param patience tells the longest time for one answer
   */
  public Sidecars(Vertx vertx, Connections http, Farm farm, Supplier<Duration> patience) {
    this.vertx = vertx;
    this.http = http;
    this.farm = farm;
    this.patience = patience;
  }

  /** Writes what tells of a file, on each of its servers. Never fails. */
  public void write(AssetEntry entry, StoredRendition stored) {
    stored.serverIds().forEach(id -> write(asker(id), entry, stored));
  }

  private Asker asker(String serverId) {
    return new Asker(vertx, http, farm.backEnd(serverId), patience);
  }

  /** Whether it is there now; only of the present version of a source it is known what that is. */
  Future<Boolean> write(Asker asker, AssetEntry entry, StoredRendition stored) {
    if (!entry.isCurrent(stored)) {
      return Future.succeededFuture(false);
    }
    String json = SidecarDocuments.write(new Sidecar(entry.asset(), entry.source(), stored));
    return asker
        .put(Sidecar.path(stored.path()), Buffer.buffer(json), TYPE)
        .map(answer -> answer.status() / 100 == 2)
        .otherwise(false);
  }

  /** What the document beside a file says; empty where there is none, or it is of another file. */
  Future<Optional<Sidecar>> read(Asker asker, ListedFile file) {
    return asker
        .ask(HttpMethod.GET, Sidecar.path(file.path()))
        .map(
            answer ->
                answer.status() == OK && answer.body().length() <= LARGEST
                    ? understood(answer.body().toString(), asker.server().server().id(), file)
                    : Optional.empty());
  }

  private static Optional<Sidecar> understood(String json, String serverId, ListedFile file) {
    try {
      return Optional.of(SidecarDocuments.read(json, serverId))
          .filter(read -> read.stored().path().equals(file.path()))
          .filter(read -> file.bytes() < 0 || file.bytes() == read.stored().bytes())
          .filter(read -> read.asset().path().equals(FolderPage.decoded(file.folder())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
