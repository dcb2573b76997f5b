package io.mediarouter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionRuleTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration BASE = EjectionSettings.DEFAULT.base();
  private static final EjectionRule RULE = new EjectionRule(EjectionSettings.DEFAULT);

  private static List<Server> farm(int count) {
    return IntStream.range(0, count).mapToObj(i -> server("t" + i)).toList();
  }

  private static Server server(String id) {
    URI url = URI.create("http://" + id + ".test/");
    return new Server(id, Set.of(ServerRole.TRANSCODING), url, 4, "");
  }

  private static List<HealthVote> votes(String serverId, int count, Instant since) {
    return Collections.nCopies(count, new HealthVote(serverId, Work.TRANSCODE, since));
  }

  private static Map<String, Ejection> byKey(List<Ejection> ejections) {
    var byKey = new HashMap<String, Ejection>();
    ejections.forEach(each -> byKey.put(each.key(), each));
    return byKey;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "2, 1, false",
    "2, 2, true",
    "3, 1, false",
    "3, 2, true",
    "4, 2, false",
    "4, 3, true",
    "5, 3, true",
  })
  void moreThanHalfOfTheProxiesHaveToAgree(int members, int votes, boolean ejected) {
    var due = RULE.due(votes("t0", votes, NOW), members, Map.of(), farm(2), NOW);

    assertThat(due).hasSize(ejected ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 1", "4, 2", "5, 2", "10, 5"})
  void atMostHalfOfTheServersAreOut(int servers, int most) {
    var all = new ArrayList<HealthVote>();
    farm(servers).forEach(server -> all.addAll(votes(server.id(), 1, NOW)));

    assertThat(RULE.due(all, 1, Map.of(), farm(servers), NOW)).hasSize(most);
  }

  @Test
  void ejectionIsForTheWorkThatFails_alone() {
    var due = RULE.due(votes("t0", 2, NOW), 2, Map.of(), farm(2), NOW);

    assertThat(due).containsExactly(new Ejection("t0", Work.TRANSCODE, NOW, NOW.plus(BASE), 1));
  }

  @Test
  void mostVotesComeFirst_thenTheName() {
    var all = new ArrayList<>(votes("t2", 3, NOW));
    all.addAll(votes("t1", 4, NOW));
    all.addAll(votes("t0", 3, NOW));

    assertThat(RULE.due(all, 4, Map.of(), farm(4), NOW))
        .extracting(Ejection::serverId)
        .containsExactly("t1", "t0");
  }

  @Test
  void ejectionsInARow_growLonger_upToTheLongest_andBeginAnewAfterATimeWell() {
    Map<String, Ejection> present = Map.of();
    Instant now = NOW;
    var lengths = new ArrayList<Long>();
    for (int i = 0; i < 7; i++) {
      Ejection due = RULE.due(votes("t0", 2, now), 2, present, farm(2), now).get(0);
      lengths.add(Duration.between(due.at(), due.until()).toSeconds());
      present = byKey(List.of(due));
      now = due.until();
    }
    assertThat(lengths).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);

    Instant later = now.plus(EjectionSettings.DEFAULT.longest());
    Ejection anew = RULE.due(votes("t0", 2, later), 2, present, farm(2), later).get(0);
    assertThat(anew.times()).isEqualTo(1);
  }

  @Test
  void serverThatIsOut_isNotEjectedAgain_andCountsAgainstTheShare() {
    var out = byKey(List.of(new Ejection("t0", Work.TRANSCODE, NOW, NOW.plus(BASE), 1)));
    var all = new ArrayList<>(votes("t0", 2, NOW));
    all.addAll(votes("t1", 2, NOW));

    assertThat(RULE.due(all, 2, out, farm(2), NOW)).isEmpty();
    assertThat(RULE.due(all, 2, out, farm(4), NOW))
        .extracting(Ejection::serverId)
        .containsExactly("t1");
  }

  @Test
  void serversThatLeftTheFarm_orDoNoSuchWork_areNotEjected() {
    var deliveries = Collections.nCopies(2, new HealthVote("t0", Work.DELIVERY, NOW));

    assertThat(RULE.due(votes("gone", 2, NOW), 2, Map.of(), farm(4), NOW)).isEmpty();
    assertThat(RULE.due(deliveries, 2, Map.of(), farm(4), NOW)).isEmpty();
  }

  @Test
  void breakersThatNobodyHasTriedSince_ejectedAServerForEver() {
    Ejection over = new Ejection("t0", Work.TRANSCODE, NOW.minus(BASE), NOW, 1);
    var present = byKey(List.of(over));

    var old = RULE.due(votes("t0", 2, NOW.minusMillis(1)), 2, present, farm(2), NOW);
    var fresh = RULE.due(votes("t0", 2, NOW), 2, present, farm(2), NOW);

    assertThat(old).isEmpty();
    assertThat(fresh).extracting(Ejection::times).containsExactly(2);
  }

  @Test
  void ejectionThatIsCalledOff_endsAtOnce_andTheNextIsShort() {
    var held = new Ejection("t0", Work.TRANSCODE, NOW, NOW.plusSeconds(300), 6);

    Ejection off = held.endedAt(NOW.plusSeconds(1));

    assertThat(off.holds(NOW.plusSeconds(1))).isFalse();
    assertThat(off.times()).isEqualTo(1);
    assertThat(held.endedAt(NOW).holds(NOW.plusMillis(1))).isFalse();
    assertThat(held.endedAt(held.until())).isSameAs(held);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.5, 1, 2",
    "1, 0.5, 1, 2",
    "0.5, 1.1, 1, 2",
    "0.5, -1, 1, 2",
    "0.5, 0.5, 0, 2",
    "0.5, 0.5, 2, 1",
    "NaN, 0.5, 1, 2",
  })
  void settingsThatMakeNoSense_areRefused(double quorum, double share, int base, int longest) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EjectionSettings(
                    quorum, share, Duration.ofSeconds(base), Duration.ofSeconds(longest)));
  }

  /** Opinions and ejections drawn by lot. */
  private record Draw(
      EjectionSettings settings,
      List<Server> servers,
      int members,
      List<HealthVote> opinions,
      Map<String, Ejection> present) {
    static Draw of(long seed, int servers, int members, double quorum, double share) {
      var random = new Random(seed);
      var settings = new EjectionSettings(quorum, share, BASE, BASE.multipliedBy(30));
      var opinions = new ArrayList<HealthVote>();
      var present = new HashMap<String, Ejection>();
      for (Server server : farm(servers)) {
        opinions.addAll(votes(server.id(), random.nextInt(members + 1), NOW));
      }
      return new Draw(settings, farm(servers), members, opinions, present);
    }

    List<Ejection> due() {
      return new EjectionRule(settings).due(opinions, members, present, servers, NOW);
    }
  }

  @Property(tries = 500)
  void neverAllServers_norMoreThanTheShare_norWithoutAQuorum(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int servers,
      @ForAll @IntRange(min = 1, max = 7) int members,
      @ForAll @DoubleRange(min = 0, max = 0.99) double quorum,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    Draw draw = Draw.of(seed, servers, members, quorum, share);

    List<Ejection> due = draw.due();

    assertThat(due.size()).isLessThan(servers).isLessThanOrEqualTo((int) (servers * share));
    for (Ejection each : due) {
      long votes =
          draw.opinions().stream().filter(o -> o.serverId().equals(each.serverId())).count();
      assertThat((double) votes).isGreaterThan(members * quorum);
    }
  }

  @Property(tries = 300)
  void orderOfTheListsSaysNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int servers,
      @ForAll @IntRange(min = 1, max = 7) int members) {
    Draw draw = Draw.of(seed, servers, members, 0.5, 0.5);
    var opinions = new ArrayList<>(draw.opinions());
    var shuffled = new ArrayList<>(draw.servers());
    Collections.shuffle(opinions, new Random(seed));
    Collections.shuffle(shuffled, new Random(seed));

    var other = new Draw(draw.settings(), shuffled, members, opinions, draw.present());

    assertThat(other.due()).isEqualTo(draw.due());
  }

  @Property(tries = 300)
  void onceEjected_aSecondLookChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int servers) {
    Draw draw = Draw.of(seed, servers, 3, 0.5, 0.5);

    var again = new Draw(draw.settings(), draw.servers(), 3, draw.opinions(), byKey(draw.due()));

    assertThat(again.due()).isEmpty();
  }
}
