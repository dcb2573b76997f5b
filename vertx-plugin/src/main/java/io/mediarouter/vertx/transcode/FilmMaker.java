package io.mediarouter.vertx.transcode;

import io.mediarouter.container.FilmWriter;
import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The maker of whole films of the segments that are stored of them, without a transcoding server:
 * fragment by fragment, no faster than the output takes them. One is read while the one before it
 * is written.
 */
final class FilmMaker {
  private final PartReader reader;

  FilmMaker(PartReader reader) {
    this.reader = reader;
  }

  /** Puts it together; succeeds when all of the output is here. */
  Future<Void> make(Transcode transcode, FilmParts parts) {
    AssetEntry entry = transcode.order().entry();
    return reader
        .read(entry, parts.inits())
        .transform(transcode::here)
        .compose(inits -> write(transcode, FilmWriter.head(inits)))
        .compose(v -> new Way(transcode, parts).go())
        .recover(cause -> Future.failedFuture(explained(cause, parts)))
        .compose(v -> whole(transcode, parts));
  }

  private static Throwable explained(Throwable cause, FilmParts parts) {
    return cause instanceof MalformedSegmentsException
        ? broken(parts, "segments that do not fit: " + cause.getMessage())
        : cause;
  }

  private static BackEndException broken(FilmParts parts, String why) {
    String holder = parts.inits().get(0).serverIds().get(0);
    return new BackEndException(holder, Ending.BROKEN_OFF, 200, why);
  }

  private static Future<Void> whole(Transcode transcode, FilmParts parts) {
    return transcode
        .output()
        .flaw()
        .map(why -> Future.<Void>failedFuture(broken(parts, why)))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> write(Transcode transcode, byte[] bytes) {
    Output output = transcode.output();
    Future<Void> written = output.write(Buffer.buffer(bytes));
    return output.writeQueueFull() ? written.compose(v -> drained(output)) : written;
  }

  private static Future<Void> drained(Output output) {
    Promise<Void> drained = Promise.promise();
    output.drainHandler(v -> drained.tryComplete());
    return output.writeQueueFull() ? drained.future() : Future.succeededFuture();
  }

  /** The way through the segments of one film. Confined to the transcode's context. */
  private final class Way {
    private final Promise<Void> end = Promise.promise();
    private final Transcode transcode;
    private final FilmParts parts;

    Way(Transcode transcode, FilmParts parts) {
      this.transcode = transcode;
      this.parts = parts;
    }

    Future<Void> go() {
      step(0, read(0));
      return end.future();
    }

    private Future<List<byte[]>> read(int number) {
      List<StoredRendition> segments =
          number < parts.film().segments() ? parts.segments(number) : List.of();
      return reader.read(transcode.order().entry(), segments).transform(transcode::here);
    }

    private void step(int number, Future<List<byte[]>> segments) {
      if (transcode.isCancelled()) {
        end.tryFail(new CancellationException("cancelled while it was put together"));
      } else if (number == parts.film().segments()) {
        end.tryComplete();
      } else {
        segments
            .map(bytes -> FilmWriter.fragment(number, bytes))
            .onSuccess(fragment -> goOn(number, fragment))
            .onFailure(end::tryFail);
      }
    }

    private void goOn(int number, byte[] fragment) {
      Future<List<byte[]>> next = read(number + 1);
      write(transcode, fragment).onSuccess(v -> step(number + 1, next)).onFailure(end::tryFail);
    }
  }
}
