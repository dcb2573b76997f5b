package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The reader of small stored files as a whole, from whichever of their servers has them. */
final class PartReader {
  private static final int OK = 200;

  /** More than any segment has. */
  private static final int LARGEST = 128 * 1024 * 1024;

  private final Connections http;
  private final Farm farm;
  private final Calls calls;
  private final CacheIndex index;
  private final Supplier<Duration> idle;

  /**
   * A reader from servers of {@code farm}.
   *
   * @param index is told of what is not there any more
   * @param idle tells how long a file may take at the most
   */
  PartReader(Connections http, Farm farm, Calls calls, CacheIndex index, Supplier<Duration> idle) {
    this.http = http;
    this.farm = farm;
    this.calls = calls;
    this.index = index;
    this.idle = idle;
  }

  /** The same part of several tracks, all of each. */
  Future<List<byte[]>> read(AssetEntry entry, List<StoredRendition> parts) {
    List<Future<byte[]>> read = parts.stream().map(part -> read(entry, part)).toList();
    return Future.all(read).map(all -> read.stream().map(Future::result).toList());
  }

  private Future<byte[]> read(AssetEntry entry, StoredRendition part) {
    return next(entry, part, part.serverIds().iterator());
  }

  private Future<byte[]> next(AssetEntry entry, StoredRendition part, Iterator<String> holders) {
    String id = holders.next();
    Future<byte[]> read =
        calls
            .begin(id, Work.DELIVERY)
            .map(call -> read(entry, part, call))
            .orElseGet(() -> Future.failedFuture(Calls.refused(id)));
    return read.recover(
        cause -> holders.hasNext() ? next(entry, part, holders) : Future.failedFuture(cause));
  }

  private Future<byte[]> read(AssetEntry entry, StoredRendition part, Call call) {
    String id = call.serverId();
    call.about(part::path);
    return call.ask(
            http, farm.backEnd(id).request(HttpMethod.GET, part.path()), idle.get(), LARGEST)
        .compose(answer -> use(entry, part, call, answer));
  }

  private Future<byte[]> use(AssetEntry entry, StoredRendition part, Call call, Answer answer) {
    int status = answer.status();
    if (status == OK && answer.body().length() == part.bytes()) {
      call.end(Outcome.SUCCESS);
      return Future.succeededFuture(answer.body().getBytes());
    }
    call.end(Ending.COMPLETE, status);
    if (status == OK || status == 404 || status == 410) {
      AssetId noted = SegmentIndex.assetOf(entry.asset(), part.rendition());
      index.removeCopy(noted, part, call.serverId());
    }
    String why = "answered " + status + " with " + answer.body().length() + " bytes";
    return Future.failedFuture(new BackEndException(call.serverId(), Ending.COMPLETE, status, why));
  }
}
