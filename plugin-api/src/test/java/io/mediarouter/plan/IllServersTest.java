package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.SlowStart;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Sources;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two servers that each are origin, transcoding and distribution server; the first one is ill in
 * some way.
 */
class IllServersTest {
  private static final AssetId ASSET = new AssetId("films/clip.mp4");
  private static final String STORED = "height=180";
  private static final int DECISIONS = 2000;

  private final Random random = new Random(11);

  private Decision decide(String query, ServerHealth first, ServerHealth second) {
    return decide(query, PublishingPolicy.DEFAULT, first, second);
  }

  private Decision decide(
      String query, PublishingPolicy policy, ServerHealth first, ServerHealth second) {
    var rendition = Scene.rendition(query);
    var stored =
        new StoredRendition(
            Scene.rendition(STORED), "\"v1\"", "x", 1000, "\"e\"", Scene.NOW, List.of("s1", "s2"));
    var entry = new AssetEntry(ASSET, Sources.clip720p(), Scene.NOW, List.of(stored));
    var request =
        new MediaRequest(
            ASSET,
            Scene.request(query),
            null,
            null,
            ClientAbilities.of(""),
            Priority.DEFAULT,
            null,
            "c");
    var farm = new FarmView(List.of(view("s1", first), view("s2", second)));
    return Scene.planner()
        .decide(
            new DecisionContext(
                request,
                policy,
                rendition,
                entry,
                farm,
                false,
                Set.of(),
                Duration.ZERO,
                Scene.NOW,
                random));
  }

  private static ServerView view(String id, ServerHealth health) {
    var url = URI.create("http://" + id + ".test/");
    var server = new Server(id, EnumSet.allOf(ServerRole.class), url, 64, "");
    return new ServerView(server, AdministrativeState.READY, health, null, List.of());
  }

  private List<String> candidates(String query, ServerHealth first, ServerHealth second) {
    Decision decision = decide(query, first, second);
    return decision.order().candidates().stream().map(each -> each.server().id()).toList();
  }

  private static ServerHealth refused(Work work) {
    return new ServerHealth(Set.of(work), Set.of(), Set.of(), Condition.UP, null);
  }

  private static ServerHealth ejected(Work work) {
    return new ServerHealth(Set.of(), Set.of(), Set.of(work), Condition.UP, null);
  }

  private static ServerHealth in(Condition condition) {
    return new ServerHealth(Set.of(), Set.of(), Set.of(), condition, null);
  }

  static Stream<Arguments> illnesses() {
    String made = "height=360";
    return Stream.of(
        Arguments.of(refused(Work.TRANSCODE), made, false),
        Arguments.of(ejected(Work.TRANSCODE), made, false),
        Arguments.of(in(Condition.DOWN), made, false),
        Arguments.of(in(Condition.UNKNOWN), made, true),
        Arguments.of(refused(Work.DELIVERY), made, true),
        Arguments.of(ejected(Work.STORAGE), made, true),
        Arguments.of(refused(Work.DELIVERY), STORED, false),
        Arguments.of(ejected(Work.DELIVERY), STORED, false),
        Arguments.of(in(Condition.DOWN), STORED, false),
        Arguments.of(in(Condition.UNKNOWN), STORED, true),
        Arguments.of(refused(Work.STORAGE), STORED, true),
        Arguments.of(ejected(Work.TRANSCODE), STORED, true));
  }

  @ParameterizedTest
  @MethodSource("illnesses")
  void serverIsLeftOut_forTheWorkThatItIsIllFor(ServerHealth ill, String query, boolean used) {
    List<String> candidates = candidates(query, ill, ServerHealth.WELL);

    assertThat(candidates).contains("s2");
    assertThat(candidates.contains("s1")).isEqualTo(used);
  }

  @ParameterizedTest
  @MethodSource("illnesses")
  void whereAllAreIll_somethingElseIsDone(ServerHealth ill, String query, boolean used) {
    Decision decision = decide(query, ill, ill);

    PublishingOption usual =
        query.equals(STORED) ? PublishingOption.EXACT_CACHED : PublishingOption.ON_DEMAND_EXACT;
    assertThat(decision.option() == usual).isEqualTo(used);
  }

  @ParameterizedTest
  @MethodSource("recoveries")
  void recoveredServer_isGivenItsShare(String query, int seconds, double least, double most) {
    var recovering =
        new ServerHealth(
            Set.of(),
            Set.of(),
            Set.of(),
            Condition.UP,
            new SlowStart(Scene.NOW.minusSeconds(seconds), Duration.ofSeconds(10)));
    int first = 0;
    for (int i = 0; i < DECISIONS; i++) {
      if (candidates(query, recovering, ServerHealth.WELL).get(0).equals("s1")) {
        first++;
      }
    }

    assertThat((double) first / DECISIONS).isBetween(least, most);
  }

  /** Of two equal servers each is first for half of the requests; a stored rendition shows it. */
  static Stream<Arguments> recoveries() {
    return Stream.of(
        Arguments.of(STORED, 0, 0.03, 0.07),
        Arguments.of(STORED, 5, 0.21, 0.29),
        Arguments.of(STORED, 10, 0.45, 0.55));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void serverOnTrial_isTriedFirst(Work work, String query) {
    var trial = new ServerHealth(Set.of(), Set.of(work), Set.of(), Condition.UP, null);
    var again =
        new ServerHealth(
            Set.of(),
            Set.of(work),
            Set.of(),
            Condition.UP,
            new SlowStart(Scene.NOW, Duration.ofSeconds(10)));

    for (int i = 0; i < 50; i++) {
      assertThat(candidates(query, trial, ServerHealth.WELL)).containsExactly("s1", "s2");
      assertThat(candidates(query, ServerHealth.WELL, trial)).containsExactly("s2", "s1");
      assertThat(candidates(query, ServerHealth.WELL, again)).containsExactly("s2", "s1");
    }
  }

  static Stream<Arguments> trials() {
    return Stream.of(
        Arguments.of(Work.TRANSCODE, "height=360"), Arguments.of(Work.DELIVERY, STORED));
  }

  @Test
  void recoveringServer_isAskedForTranscodesInItsShare_andAlwaysWhenItIsTheOnlyOne() {
    var recovering =
        new ServerHealth(
            Set.of(),
            Set.of(),
            Set.of(),
            Condition.UP,
            new SlowStart(Scene.NOW.minusSeconds(2), Duration.ofSeconds(10)));
    int open = 0;
    for (int i = 0; i < DECISIONS; i++) {
      open += candidates("height=360", recovering, ServerHealth.WELL).contains("s1") ? 1 : 0;
    }

    assertThat((double) open / DECISIONS).isBetween(0.16, 0.24);
    assertThat(candidates("height=360", recovering, in(Condition.DOWN))).containsExactly("s1");
    assertThat(candidates(STORED, recovering, in(Condition.DOWN))).containsExactly("s1");
  }

  private static ServerHealth slow(Set<Work> refused, Set<Work> ejected) {
    return new ServerHealth(refused, Set.of(), ejected, Condition.UP, null, Set.of(Work.TRANSCODE));
  }

  private static PublishingPolicy madeOrNothing() {
    return PublishingPolicy.DEFAULT
        .without(PublishingOption.DIRECT)
        .without(PublishingOption.REMUX)
        .without(PublishingOption.PASS_THROUGH);
  }

  @Test
  void slownessAlone_takesTheLastTranscodingServerOutOfUse_forNobody() {
    ServerHealth slow = slow(Set.of(Work.TRANSCODE), Set.of(Work.TRANSCODE));
    PublishingPolicy policy = madeOrNothing();

    Decision alone = decide("height=360", policy, slow, in(Condition.DOWN));
    Decision failing = decide("height=360", policy, refused(Work.TRANSCODE), in(Condition.DOWN));
    Decision beside = decide("height=360", policy, slow, ServerHealth.WELL);

    assertThat(alone.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(alone.order().candidates().get(0).server().id()).isEqualTo("s1");
    assertThat(failing.option()).isEqualTo(PublishingOption.REJECT);
    assertThat(beside.order().candidates()).extracting(c -> c.server().id()).containsExactly("s2");
  }

  @Test
  void slowServer_isNoLastResort_whereSomethingElseWillDo() {
    ServerHealth slow = slow(Set.of(Work.TRANSCODE), Set.of());

    assertThat(decide("height=360", slow, in(Condition.DOWN)).option())
        .isEqualTo(decide("height=360", refused(Work.TRANSCODE), in(Condition.DOWN)).option());
  }
}
