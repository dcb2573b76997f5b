package io.mediarouter.harness.scenario.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.farm.Farm;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.load.StandInProxy.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MixedLoadTest {
  private static final String STORED = "clip.mp4?preset=360p";
  private static final LoadPlan STORED_ONLY =
      LoadPlan.NOTHING.withStored(STORED).withWorkers(2).withWeights(Map.of(RequestKind.STORED, 1));
  private static final LoadPlan VARIED_ONLY =
      LoadPlan.NOTHING.withVaried("clip.mp4").withWorkers(1).withDecodedShare(1);

  private StandInProxy proxy;
  private byte[] playable;
  private final byte[] body = bytes(100_000);

  @BeforeEach
  void start() throws IOException {
    proxy = new StandInProxy();
    playable = Files.readAllBytes(Farm.SAMPLES.folder().resolve(Sample.BARS_360P.fileName()));
    proxy.answer(request -> Reply.of(body, "hit; detail=exact-cached"));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void wholesAndParts_thatAreAsBefore_areServed() throws Exception {
    LoadPlan plan = STORED_ONLY.withWeights(Map.of(RequestKind.STORED, 1, RequestKind.RANGE, 1));

    Report report = after(50, plan);

    assertThat(report.reasons()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.byOption()).containsOnly(Map.entry("exact-cached", report.requests()));
    assertThat(report.firstByteMaxMillis())
        .isGreaterThanOrEqualTo(report.firstByteP99Millis())
        .isGreaterThanOrEqualTo(report.firstByteP50Millis());
    assertThat(report.firstByteP50Millis()).isPositive();
    assertThat(proxy.parts()).isPositive();
    assertThat(report.text()).startsWith(report.requests() + " requests: 0 failed, 0 busy, ");
  }

  @Test
  void originals_areComparedWithWhatTheyWere() throws Exception {
    proxy.answer(request -> Reply.of(body, "fwd=request; detail=pass-through"));
    LoadPlan plan = LoadPlan.NOTHING.withOriginals("clip.mp4").withOnDemand("clip.mp4?height=90");

    assertThat(after(20, plan).failed()).isZero();

    assertFails(plan, Reply.of(changed(body), "detail=pass-through"), "other bytes than before");
  }

  @Test
  void aBodyWithAnotherByte_isAFailure() throws Exception {
    Reply changed = Reply.of(changed(body), "hit; detail=exact-cached");

    assertFails(STORED_ONLY, changed, "a body with other bytes than before");
  }

  @Test
  void aPartWithAnotherByte_isAFailure() throws Exception {
    LoadPlan plan = STORED_ONLY.withWeights(Map.of(RequestKind.RANGE, 1));
    Reply changed = Reply.of(bytes(100_000, 9), "hit; detail=exact-cached");

    assertFails(plan, changed, "a part with other bytes than before");
  }

  @Test
  void aPartOfAnotherPlace_isAFailure() throws Exception {
    LoadPlan plan = STORED_ONLY.withWeights(Map.of(RequestKind.RANGE, 1));
    Reply longer = Reply.of(bytes(100_001), "hit; detail=exact-cached");

    assertFails(plan, longer, "Content-Range");
  }

  @Test
  void aBodyThatBreaksOff_isAFailure() throws Exception {
    assertFails(
        STORED_ONLY, Reply.of(body, "hit; detail=exact-cached").cut(), "java.io.IOException");
  }

  @Test
  void aStreamMadeOnDemand_thatBreaksOff_isCountedApart() throws Exception {
    try (MixedLoad load = start(VARIED_ONLY)) {
      proxy.answer(request -> Reply.of(playable, "fwd=miss; detail=on-demand-exact").cut());

      await().until(() -> load.report().brokenOff() >= 2);
      assertThat(load.stop().failed()).isZero();
    }
  }

  @Test
  void aClientThatIsRefused_goesToTheNextProxy_ifItMay() throws Exception {
    try (StandInProxy second = new StandInProxy()) {
      second.answer(request -> Reply.of(body, "hit; detail=exact-cached"));
      try (MixedLoad load =
          MixedLoad.start(
              STORED_ONLY.withFailOver(), List.of(second.url(), proxy.url()), Farm.FFMPEG)) {
        await().until(() -> proxy.targets().size() > 2);
        proxy.answer(request -> Reply.of(body, "hit; detail=exact-cached"));
        proxy.close();
        long before = load.report().requests();

        await().until(() -> load.report().requests() > before + 20);
        assertThat(load.stop().reasons()).hasSizeLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void aBodyThatComesToAHalt_isAFailureOnceTheLimitIsOver() throws Exception {
    try (MixedLoad load =
        MixedLoad.start(STORED_ONLY, List.of(proxy.url()), Farm.FFMPEG, Duration.ofMillis(200))) {
      proxy.answer(request -> Reply.of(body, "hit; detail=exact-cached").stalled());

      await().until(() -> load.report().failed() >= 2);
    }
  }

  @Test
  void anError_isAFailure() throws Exception {
    assertFails(STORED_ONLY, Reply.of("oops".getBytes(UTF_8), "").status(502), "status 502");
  }

  @Test
  void busy_isCountedApart_ifItSaysWhenToComeBack() throws Exception {
    Reply busy = Reply.of("busy".getBytes(UTF_8), "detail=reject").status(503);
    try (MixedLoad load = start(STORED_ONLY)) {
      proxy.answer(request -> busy.retryAfter());
      await().until(() -> load.report().busy() >= 3);
      assertThat(load.report().failed()).isZero();

      proxy.answer(request -> busy);
      await().until(() -> load.report().failed() >= 1);
      assertThat(load.report().reasons().get(0)).endsWith("503 without Retry-After");
    }
  }

  @Test
  void whatIsMadeOnDemand_isDecoded() throws Exception {
    proxy.answer(request -> Reply.of(playable, "fwd=miss; detail=on-demand-exact"));

    Report report = after(3, VARIED_ONLY);

    assertThat(report.reasons()).isEmpty();
    assertThat(report.decoded()).isEqualTo(report.requests());
    assertThat(report.byOption()).containsOnlyKeys("on-demand-exact");
    assertThat(proxy.targets())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(target -> target.matches("/clip\\.mp4\\?height=\\d+&ab=\\d+"));
  }

  @Test
  void whatIsMadeOnDemand_andDoesNotDecode_isAFailure() throws Exception {
    byte[] broken = playable.clone();
    new Random(2).nextBytes(broken);

    assertFails(VARIED_ONLY, Reply.of(broken, "detail=on-demand-exact"), "clip.mp4?height=");
    assertFails(VARIED_ONLY, Reply.of(new byte[0], "detail=on-demand-exact"), "an empty body");
  }

  @Test
  void proxiesThatAreNoLongerUsed_areNotAsked() throws Exception {
    try (StandInProxy second = new StandInProxy();
        MixedLoad load = start(STORED_ONLY)) {
      second.answer(request -> Reply.of(body, "hit; detail=exact-cached"));
      load.use(List.of(second.url()));
      await().until(() -> second.targets().size() > 10);
      proxy.close();
      long before = load.report().requests();

      await().until(() -> load.report().requests() > before + 20);
      assertThat(load.stop().failed()).isZero();
    }
  }

  @Test
  void aProxyThatIsGone_isAFailure() throws Exception {
    try (MixedLoad load = start(STORED_ONLY)) {
      proxy.close();
      await().until(() -> load.report().failed() >= 7);
      assertThat(load.report().reasons()).hasSize(5);
    }
  }

  @Test
  void whatShouldBeThere_andIsNot_stopsTheStart() {
    proxy.answer(request -> Reply.of(body, "").status(404));

    assertThatThrownBy(() -> start(STORED_ONLY))
        .isInstanceOf(IOException.class)
        .hasMessage(STORED + " is not there: status 404");
  }

  @Test
  void aPlanOfNothing_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> start(LoadPlan.NOTHING));
    assertThatIllegalArgumentException().isThrownBy(() -> LoadPlan.NOTHING.withWorkers(0));
    assertThatIllegalArgumentException().isThrownBy(() -> LoadPlan.NOTHING.withDecodedShare(2));
  }

  private MixedLoad start(LoadPlan plan) throws IOException {
    return MixedLoad.start(plan, List.of(proxy.url()), Farm.FFMPEG);
  }

  /** What is reported once so many requests have ended. */
  private Report after(int requests, LoadPlan plan) throws IOException {
    try (MixedLoad load = start(plan)) {
      await().until(() -> load.report().requests() >= requests);
      return load.stop();
    }
  }

  /** The proxy answers wrongly from some moment on. */
  private void assertFails(LoadPlan plan, Reply wrong, String reason) throws IOException {
    try (MixedLoad load = start(plan)) {
      proxy.answer(request -> wrong);
      await().until(() -> load.report().failed() >= 1);
      assertThat(load.report().reasons().get(0)).contains(reason);
    }
  }

  private static byte[] changed(byte[] body) {
    byte[] changed = body.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static byte[] bytes(int count) {
    return bytes(count, 5);
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
