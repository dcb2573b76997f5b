package io.mediarouter.state.durable;

import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.change;
import static io.mediarouter.state.StateSamples.clipInVersion;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Popularity;
import io.mediarouter.batch.Prediction;
import io.mediarouter.batch.TaskDetail;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.request.Priority;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.store.Removal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentFormTest {
  static Stream<Arguments> values() {
    return Stream.concat(firstFormat(), Stream.of(arguments(Forms.FARM, change("t1"))));
  }

  /** What is in the store of the first format, in its order; what came later is not in it. */
  private static Stream<Arguments> firstFormat() {
    var still = new Rendition(Format.JPEG, null, null, 320, 180, 0, 0, 0, 1_500, 0, 0);
    return Stream.of(
        arguments(Forms.JOBS, job("j1")),
        arguments(Forms.JOBS, fullJob()),
        arguments(Forms.FARM, firstChange()),
        arguments(Forms.FARM, FarmChange.none("me", NOON)),
        arguments(Forms.FARM, FarmChange.registered(firstChange().definition(), "t1", NOON)),
        arguments(Forms.HISTORY, record(3)),
        arguments(
            Forms.HISTORY,
            new TaskRecord(
                "t1",
                new Task(CLIP, Sources.song(), still, EncodingSpeed.SLOW),
                1,
                2,
                false,
                NOON)),
        arguments(Forms.HISTORY, recordOf(Sources.songWithCover())),
        arguments(Forms.HISTORY, recordOf(Sources.phoneVideo())),
        arguments(
            Forms.HISTORY,
            new TaskRecord(
                "t1",
                new Task(CLIP, clipInVersion("\"\u0000ü\""), still, EncodingSpeed.FAST),
                0.1,
                1e-9,
                true,
                NOON)),
        arguments(
            Forms.LEDGER,
            new LedgerEntry("p:x", new LedgerRow(new Account(1, 2, 3, 4, 5, 6.5, NOON), null, 0))),
        arguments(
            Forms.LEDGER,
            new LedgerEntry(
                "t:films/ü/h264-640x360.mp4",
                new LedgerRow(null, new Investment("x", 2.5, new Benefit(3, 0.5), NOON), 7))),
        arguments(Forms.LEDGER, new LedgerEntry("t:", new LedgerRow(null, null, 2))),
        arguments(Forms.POPULARITY, new Popular("films/a/ü", new Popularity(1.25, NOON))),
        arguments(Forms.SERVERS, AdministrativeState.DRAINING),
        arguments(Forms.RENDITIONS, kept(small())),
        arguments(Forms.RENDITIONS, kept(storyboard())));
  }

  private static FarmChange firstChange() {
    FarmChange change = change("t1");
    ServerDefinition now = Objects.requireNonNull(change.definition());
    var first =
        new ServerDefinition(
            now.server(), now.transcode(), now.probe(), now.task(), now.load(), now.many(), null);
    return new FarmChange(
        first,
        change.roles(),
        change.capacityCores(),
        change.departure(),
        change.by(),
        change.at(),
        change.heardAt());
  }

  @ParameterizedTest
  @MethodSource("values")
  <V> void value_afterARoundTrip_isEqual(DocumentForm<V> form, V value) {
    assertThat(readBack(form, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource(AdministrativeState.class)
  void administrativeState_afterARoundTrip_isEqual(AdministrativeState state) {
    assertThat(readBack(Forms.SERVERS, state)).isEqualTo(state);
  }

  @Test
  void documentOfANewerProxy_isReadWithoutItsNewFields() {
    String newer =
        Forms.JOBS.row("j1", 1, job("j1")).document().replaceAll("\\{\"", "{\"new\":[1],\"");

    assertThat(Forms.JOBS.read(DocumentForm.FORMAT, newer)).isEqualTo(job("j1"));
  }

  @Test
  void documentOfAnOlderProxy_isReadWithDefaults() {
    BatchJob job = Forms.JOBS.read(1, "{\"id\":\"j1\",\"asset\":\"a.mp4\",\"tasks\":[{}]}");

    assertThat(job.priority()).isEqualTo(Priority.BACKGROUND);
    assertThat(job.owner()).isNull();
    assertThat(job.tasks()).containsExactly(BatchTask.queued("", RenditionRequest.DEFAULT));
  }

  @Test
  void administrativeStateThatOnlyANewerProxyKnows_isTakenForMaintenance() {
    assertThat(Forms.SERVERS.read(1, "{\"state\":\"QUARANTINED\"}"))
        .isEqualTo(AdministrativeState.MAINTENANCE);
  }

  @Test
  void fileAndRemovalOfTheFirstFormat_areReadWithTheirUse() {
    String kept =
        "{'asset':'a.mp4','source':{'version':'v1'},'rendition':{'format':'JPEG'},'path':'p',"
            + "'bytes':5,'servers':['d1'],'hits':3,'useWeight':1.5,"
            + "'usedAt':'2026-06-01T12:00:00.123456789Z'}";
    String removal = "{'asset':'a.mp4','path':'p','server':'d1','reason':'PURGED','attempts':2}";

    KeptRendition read = Forms.RENDITIONS.read(1, kept.replace('\'', '"'));

    assertThat(read.stored().usage()).isEqualTo(new Usage(3, 1.5, NOON));
    assertThat(read.stored().sourceVersion()).isEqualTo("v1");
    assertThat(read.stored().serverIds()).containsExactly("d1");
    assertThat(Forms.REMOVALS.read(1, removal.replace('\'', '"')))
        .isEqualTo(
            new Removal(new AssetId("a.mp4"), "p", "d1", Removal.Reason.PURGED, Instant.EPOCH, 2));
  }

  @Test
  void rank_ofAWeight_staysAsItDecays() {
    var later = NOON.plus(Popularity.HALF_LIFE.multipliedBy(3));
    var now = new Popular("k", new Popularity(8, NOON));
    var then = new Popular("k", new Popularity(now.popularity().weightAt(later), later));

    assertThat(then.rank()).isEqualTo(now.rank());
    assertThat(new Popular("k", new Popularity(8.1, NOON)).rank()).isGreaterThan(now.rank());
  }

  private static <V> V readBack(DocumentForm<V> form, V value) {
    StoredRow row = form.row("k", 1, value);
    return form.read(row.format(), row.document());
  }

  @Test
  void storeOfTheFirstFormat_isReadAsItWasWritten(@TempDir Path directory) throws Exception {
    OldStoreTest.copy("format-1", directory);

    try (DurableStore store = DurableStore.inDirectory(directory)) {
      List<Arguments> values = firstFormat().toList();
      for (int i = 0; i < values.size(); i++) {
        DocumentForm<?> form = (DocumentForm<?>) values.get(i).get()[0];
        assertThat(first(store, form, "k" + i)).isEqualTo(values.get(i).get()[1]);
      }
    }
  }

  private static <V> V first(DurableStore store, DocumentForm<V> form, String key) {
    var values = new StoredValues<>(store, form);
    StoredRow row =
        values.rows().stream().filter(each -> each.key().equals(key)).findAny().orElseThrow();
    assertThat(row.format()).isEqualTo(1);
    return values.read(row, row.document());
  }

  private static Rendition storyboard() {
    var sheet = new Treatment(0, 10_000, 30);
    return new Rendition(Format.JPEG, null, null, 320, 180, Fit.COVER, 0, 0, 0, 0, 0, 0, sheet);
  }

  private static KeptRendition kept(Rendition rendition) {
    var stored = stored(rendition, "\"a\"", "d1", "d2").madeWith(EncodingSpeed.SLOW);
    return new KeptRendition(CLIP, Sources.clip720p(), stored);
  }

  private static TaskRecord recordOf(SourceProperties source) {
    var cropped = new Rendition(Format.AVIF, null, null, 320, 320, Fit.COVER, 0, 0, 0, 1_500, 0, 0);
    return new TaskRecord(
        "t1", new Task(CLIP, source, cropped, EncodingSpeed.SLOW), 1, 2, false, NOON);
  }

  private static BatchJob fullJob() {
    var request =
        new RenditionRequest(
            Format.MP4,
            VideoCodec.H264,
            AudioCodec.AAC,
            true,
            new IntRange(320, 640),
            IntRange.exactly(360),
            IntRange.exactly(30_000),
            IntRange.exactly(800_000),
            IntRange.exactly(96_000),
            1,
            2,
            3);
    var detail = new TaskDetail("t1", 60, "no room");
    var callback = URI.create("https://cms.example/done");
    var terms =
        new JobTerms(
            NOON,
            NOON.plusSeconds(1),
            true,
            callback,
            "b1",
            "f1",
            new Prediction("p", 2, 0.5, EncodingSpeed.SLOW));
    return new BatchJob(
        "j2",
        CLIP,
        List.of(
            BatchTask.queued("preset=360p", request),
            new BatchTask("x", request, JobState.FAILED, 0.5, 3, "ffmpeg ended with 1", detail)),
        Priority.MOST_URGENT,
        terms,
        NOON,
        new JobStanding(true, NOON, NOON, NOON, NOON),
        "member-1");
  }
}
