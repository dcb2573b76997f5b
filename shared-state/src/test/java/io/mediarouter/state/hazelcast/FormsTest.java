package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.change;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.load;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
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
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Flight;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.PeerAddress;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.health.Verdict;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.request.Priority;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.state.hazelcast.RowsMessage.Kind;
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormsTest {
  private static HazelcastInstance instance;

  @BeforeAll
  static void start() {
    Config config = MemberSettings.of(new TestCluster().nextOptions());
    instance = Hazelcast.newHazelcastInstance(config);
  }

  @AfterAll
  static void stop() {
    instance.shutdown();
  }

  static Stream<Object> values() {
    Rendition still = new Rendition(Format.JPEG, null, null, 640, 360, 0, 0, 0, 1_500, 0, 0);
    Rendition cropped =
        new Rendition(Format.AVIF, null, null, 640, 640, Fit.COVER, 0, 0, 0, 1_500, 0, 0);
    SourceProperties silent =
        SourceProperties.of(
            "\"v\"",
            "webm",
            "video/webm",
            0,
            Duration.ofNanos(1),
            new VideoStream("vp9", 2, 2, 0, Long.MAX_VALUE),
            null);
    return Stream.concat(
        Stream.of(
            load("t1", 0.1),
            task("task-1"),
            new Flight(
                "proxy",
                "task",
                "10.0.0.7:4711",
                "secret",
                true,
                EncodingSpeed.SLOW,
                60,
                12.5,
                3,
                0.25),
            new PreemptionNotice("task", "for an urgent one", NOON),
            new Popularity(2.5, NOON),
            new LedgerRow(new Account(1, 2, 3, 4, 5, 6, NOON), null, 0),
            new LedgerRow(null, new Investment("p", 2.5, new Benefit(3, 0.5), NOON), 7),
            AdministrativeState.DRAINING,
            change("t1"),
            FarmChange.none("me", NOON),
            FarmChange.registered(change("t1").definition(), "t1", NOON),
            new Occupancy("t1", 7, 1, 2, 3),
            new PeerAddress("10.0.0.7:4711", "secret"),
            new Removal(CLIP, "films/clip.mp4/x", "d1", Removal.Reason.PURGED, NOON, 2),
            StoreReport.none("d1"),
            StoreReport.none("d1").seen(7, 2, NOON).refused(3, NOON).took(3).priced(1e-7),
            new AssetEntry(CLIP, silent, NOON, List.of(), 4),
            stored(small(), "\"a\"", "d1").used(new Usage(3, 1.5, NOON)),
            job("j1"),
            fullJob(),
            Sources.clip720p(),
            Sources.song(),
            Sources.songWithCover(),
            Sources.phoneVideo(),
            cropped,
            silent,
            small(),
            still,
            RenditionRequest.DEFAULT,
            new AssetEntry(CLIP, silent, NOON, List.of()),
            new AssetEntry(
                CLIP,
                Sources.clip720p(),
                NOON,
                List.of(
                    stored(small(), "\"a\"", "d1", "d2"),
                    stored(still, "\"b\"", "d1").madeWith(EncodingSpeed.SLOW))),
            record(3),
            new TaskRecord(
                "t1", new Task(CLIP, silent, still, EncodingSpeed.SLOW), 1, 2, false, NOON)),
        Stream.concat(health(), messages()));
  }

  private static Stream<Object> health() {
    var failure = new MediaFailure(CLIP, "\"v\"", small().key(), Set.of("t1"), 1, NOON);
    return Stream.of(
        new HealthVote("t1", Work.TRANSCODE, NOON),
        new HealthVote("d1", Work.STORAGE, NOON.plusNanos(1)),
        new Ejection("t1", Work.DELIVERY, NOON, NOON.plusMillis(1), 7),
        new ServerCheck("t1", true, null, NOON),
        new ServerCheck("t1", false, "answered 503", NOON),
        failure,
        failure.plus("t2", NOON.plusSeconds(1)),
        failure.with(new Verdict(422, "no such stream", null)),
        failure.with(new Verdict(400, "", "ab")));
  }

  private static Stream<Object> messages() {
    return Stream.of(
        new VersionedRegister(7, "m#1", load("t1", 1)),
        new VersionedRegister(8, "m#2", null),
        new RegisterProcessor(new CompareAndSet(3, 17, "m#1", AdministrativeState.READY)),
        new RegisterProcessor(new CompareAndSet(3, 17, "m#1", null)),
        new RegisterProcessor(new CompareAndSet(3, 17, "m#1", null), 60),
        new RegisterProcessor(new Restore(3, "m#1", AdministrativeState.READY)),
        new RegisterProcessor(new Restore(3, "m#1", null)),
        new RegisterProcessor(new IndexChange.PutSource(CLIP, Sources.song(), NOON)),
        new RegisterProcessor(new IndexChange.AddRendition(stored(small(), "\"a\"", "d1"), null)),
        new RegisterProcessor(new IndexChange.AddRendition(stored(small(), "\"a\"", "d1"), 3L)),
        new RegisterProcessor(new IndexChange.AddCopies("films/clip.mp4/x", List.of("d1", "d2"))),
        new RegisterProcessor(new IndexChange.NoteUse("films/clip.mp4/x", 3, NOON)),
        new RegisterProcessor(new IndexChange.Purge(List.of("films/clip.mp4/x"), true)),
        new RegisterProcessor(new IndexChange.RemoveCopy(small(), "films/clip.mp4/x", "d1")),
        new RegisterProcessor(new IndexChange.RemoveAsset()),
        new HistoryItem("m", 5, record(3)),
        RowsMessage.of(Kind.ASK, "m", "node", List.of("other")),
        new RowsMessage(
            Kind.CHANGED,
            "m",
            "node",
            "loads",
            3,
            5,
            List.of("t1", "t2"),
            Arrays.asList(load("t1", 1), null),
            NOON));
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
    return new BatchJob(
        "j2",
        CLIP,
        List.of(
            BatchTask.queued("preset=360p", request),
            new BatchTask(
                "x",
                request,
                JobState.FAILED,
                0.5,
                3,
                "ffmpeg ended with 1",
                new TaskDetail("t1", 9.5, "no room"))),
        Priority.MOST_URGENT,
        new JobTerms(
            NOON,
            NOON.plusSeconds(9),
            true,
            URI.create("http://cms.example/done"),
            "batch",
            "digest",
            new Prediction("better-quality", 2, 0.5, EncodingSpeed.SLOW)),
        NOON,
        new JobStanding(true, NOON, NOON, NOON, NOON),
        "member-1");
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_afterARoundTrip_isEqual(Object value) {
    assertThat(roundTrip(value)).isEqualTo(value);
  }

  @Test
  void fieldOfANewerProxy_isThereAgainInWhatIsWritten() {
    String newer =
        "{\"version\":1,\"writer\":\"m#1\",\"value\":[\"LoadReport\",{\"temperature\":[70,{}],"
            + "\"serverId\":\"t1\",\"coresInUse\":2,\"at\":\"2026-06-01T12:00:00.123456789Z\"}]}";

    VersionedRegister read = read(VersionedRegister.class, newer);

    assertThat(read.value()).isEqualTo(load("t1", 2));
    assertThat(written(read)).contains("\"temperature\":[70,{}]");
    assertThat(written(new VersionedRegister(1, "m#1", load("t1", 2))))
        .doesNotContain("temperature");
  }

  @Test
  void jobOfAnOlderProxyWithoutTerms_isReadAsOneWithNone() {
    BatchJob read =
        read(BatchJob.class, "{\"id\":\"j1\",\"asset\":\"a.mp4\",\"tasks\":[{\"label\":\"x\"}]}");

    assertThat(read.terms()).isEqualTo(JobTerms.NONE);
    assertThat(read.standing()).isEqualTo(JobStanding.NEW);
    assertThat(read.tasks().get(0).detail()).isEqualTo(TaskDetail.NONE);
    assertThat(read.owner()).isNull();
  }

  @Test
  void fileOfAnOlderProxyWithoutAnEffort_isReadAsMadeInHaste() {
    String older = written(stored(small(), "e", "d1")).replace(",\"speed\":\"FAST\"", "");

    StoredRendition read = read(StoredRendition.class, older);

    assertThat(older).doesNotContain("speed");
    assertThat(read.speed()).isEqualTo(EncodingSpeed.FAST);
    assertThat(read.rendition()).isEqualTo(small());
  }

  @Test
  void predictionOfAnOlderProxyWithoutAnEffort_isReadAsOneInHaste() {
    String older = "{\"predictor\":\"p\",\"firstUse\":1,\"eachUse\":2}";

    assertThat(read(Prediction.class, older))
        .isEqualTo(new Prediction("p", 1, 2, EncodingSpeed.FAST));
  }

  @Test
  void administrativeStateThatOnlyANewerProxyKnows_isTakenForMaintenance() {
    assertThat(read(AdministrativeState.class, "\"QUARANTINED\""))
        .isEqualTo(AdministrativeState.MAINTENANCE);
  }

  @Test
  void constantOfASetThatOnlyANewerProxyKnows_isLeftOut() {
    String newer = written(change("t1")).replace("[\"MP4\"]", "[\"MP4\",\"HOLOGRAM\"]");

    assertThat(newer).contains("HOLOGRAM");
    assertThat(read(FarmChange.class, newer)).isEqualTo(change("t1"));
  }

  @Test
  void recordWithoutWhatItNeeds_isRefusedWithTheFieldsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(BatchJob.class, "{\"id\":\"j1\",\"tasks\":[{}]}"))
        .withMessageContaining("asset");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Rendition.class, "{\"width\":640,\"height\":360}"))
        .withMessageContaining("format");
  }

  private static <T> T read(Class<T> type, String json) {
    return Wire.CODEC.read(type, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(Object value) {
    return new String(Wire.CODEC.write(value.getClass(), value), StandardCharsets.UTF_8);
  }

  private static Object roundTrip(Object value) {
    if (value instanceof VersionedRegister || value instanceof WireMessage) {
      instance.getMap("round-trip").set("k", value);
      return instance.getMap("round-trip").get("k");
    }
    return read(value.getClass(), written(value));
  }
}
