package io.mediarouter.state.hazelcast;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.request.Priority;
import io.mediarouter.store.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A first write of each type that goes over the wire on the caller's thread; changes nothing.
 *
 * <p>The first time that a member writes a type, Hazelcast makes its schema known to the cluster
 * and waits for that. It shall not be an event loop that waits.
 */
final class Rehearsal {
  private static final long NEVER = -1;

  private Rehearsal() {}

  /** Writes each type; the stage fails if the cluster cannot be reached. */
  static CompletableFuture<Void> on(CellMap map) {
    return CompletableFuture.allOf(
        samples().stream()
            .flatMap(sample -> Stream.of(write(sample), new Restore(NEVER, "", sample)))
            .map(change -> map.change("", change))
            .map(stage -> stage.toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private static CellChange write(Object sample) {
    return new CompareAndSet(NEVER, NEVER, "", sample);
  }

  private static List<Object> samples() {
    return List.of(
        AdministrativeState.READY,
        job(),
        new AssetEntry(asset(), source(), Instant.EPOCH, List.of(stored())),
        new IndexChange.PutSource(asset(), source(), Instant.EPOCH),
        new IndexChange.AddRendition(stored(), 0L),
        new IndexChange.AddCopies("", List.of("")),
        new IndexChange.NoteUse("", 0, Instant.EPOCH),
        new IndexChange.Purge(List.of(""), false),
        new Removal(asset(), "", "", Removal.Reason.STALE, Instant.EPOCH, 0),
        new IndexChange.RemoveCopy(rendition(), "", ""),
        new IndexChange.RemoveAsset());
  }

  private static AssetId asset() {
    return new AssetId("rehearsal");
  }

  private static SourceProperties source() {
    return new SourceProperties(
        "",
        "",
        "",
        0,
        Duration.ZERO,
        new VideoStream("", 1, 1, 0, 0),
        new AudioStream("", 1, 0, 0),
        null);
  }

  private static Rendition rendition() {
    return new Rendition(Format.MP4, VideoCodec.H264, AudioCodec.AAC, 2, 2, 0, 0, 0, 0, 0, 0);
  }

  private static StoredRendition stored() {
    return new StoredRendition(rendition(), "", "", 1, "", Instant.EPOCH, List.of(""));
  }

  private static BatchJob job() {
    IntRange any = IntRange.exactly(0);
    var request = new RenditionRequest(null, null, null, false, any, any, any, any, any, 0, 0, 0);
    var tasks = List.of(BatchTask.queued("", request));
    return new BatchJob("", asset(), tasks, Priority.BACKGROUND, Instant.EPOCH, null);
  }
}
