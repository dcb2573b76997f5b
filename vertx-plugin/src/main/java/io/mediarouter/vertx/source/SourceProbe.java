package io.mediarouter.vertx.source;

import io.mediarouter.farm.FarmView;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceFit;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.Quarantine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one who looks at sources: the origin tells that an asset exists and in which version, a
 * transcoding server what is in it, if it probes.
 */
public final class SourceProbe {
  private static final String MP4 = "mp4";

  private final Vertx vertx;
  private final Origins origins;
  private final Probers probers;
  private final SourcePlaces places;

  /**
   * A probe of the farm's origins.
   *
   * @param view tells which servers are available
   * @param calls lets calls to servers through
   * @param quarantine notes sources that no server can make out
   * @param limits tells the longest waits: for the first byte of each server that is asked, and for
   *     a decision, of which a part passes before a second one is asked
   * @param gateway leads to what transcoding servers are refused
   */
  public SourceProbe(
      Vertx vertx,
      Connections http,
      Farm farm,
      Supplier<FarmView> view,
      Calls calls,
      Quarantine quarantine,
      Supplier<TimeoutConfig> limits,
      SourceGateway gateway) {
    this.vertx = vertx;
    origins = new Origins(vertx, http, farm, view, calls, limits);
    places = new SourcePlaces(origins, farm, view, gateway);
    probers = new Probers(vertx, http, farm, view, calls, quarantine, limits, places);
  }

  /** Where sources lie, for who fetches them. */
  public SourcePlaces places() {
    return places;
  }

  /**
   * Finds an asset's source; fails with a {@code ProblemException} if there is nothing to serve.
   * Takes as long as it takes the origins that it asks.
   *
   * @param asks learns of each call
   */
  Future<FoundSource> find(AssetId asset, Consumer<Call> asks) {
    return onContext(
        () -> origins.find(asset, asks).onSuccess(found -> places.note(asset, found.place())));
  }

  /**
   * Looks into a source that was found.
   *
   * @param asks learns of each call
   */
  Future<SourceProperties> probe(FoundSource found, Consumer<Call> asks) {
    return onContext(
        () -> probers.probe(found, asks).compose(source -> asItLies(source, found, asks)));
  }

  /**
   * Reads some bytes of a version of a source; fails if no origin gives just these.
   *
   * @param from the first of them
   * @param to behind the last of them, not much more than is to be held
   */
  Future<Buffer> read(AssetId asset, String version, long from, long to) {
    return onContext(() -> origins.bytes(asset, version, from, to, call -> {}));
  }

  /** A film with its index at the end is played as it comes only where its end can be had first. */
  private Future<SourceProperties> asItLies(
      SourceProperties source, FoundSource found, Consumer<Call> asks) {
    return found.parts() || source.unwieldy() || !isMovie(source)
        ? Future.succeededFuture(source)
        : origins
            .beginningWithoutParts(found, asks)
            .map(begin -> TopBoxes.isIndexLate(begin) ? source.asUnwieldy() : source)
            .otherwise(source);
  }

  private static boolean isMovie(SourceProperties source) {
    return source.container().equals(MP4) || SourceFit.isQuickTime(source);
  }

  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  /** The boxes of the beginning of an MP4 file, one after the other. */
  private static final class TopBoxes {
    private static final int HEAD_BYTES = 8;
    private static final int LONG_HEAD_BYTES = 16;

    private TopBoxes() {}

    /** Whether media comes before the index, as far as one sees. */
    static boolean isIndexLate(Buffer beginning) {
      long at = 0;
      while (at + HEAD_BYTES <= beginning.length()) {
        int here = (int) at;
        String type =
            beginning.getString(here + 4, here + HEAD_BYTES, StandardCharsets.US_ASCII.name());
        if (type.equals("moov")) {
          return false;
        }
        if (type.equals("mdat")) {
          return true;
        }
        long length = length(beginning, here);
        if (length < HEAD_BYTES || length > beginning.length()) {
          return false;
        }
        at += length;
      }
      return false;
    }

    /** The length of a box; 0 = to the end, or there is no telling. */
    private static long length(Buffer bytes, int at) {
      long length = bytes.getUnsignedInt(at);
      boolean is64 = length == 1 && at + LONG_HEAD_BYTES <= bytes.length();
      return is64 ? Math.max(0, bytes.getLong(at + HEAD_BYTES)) : length;
    }
  }
}
