package io.mediarouter.vertx.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.select.FarmExperience;
import io.mediarouter.select.ServerExperience;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionLogTest {
  private static final int DELIBERATIONS = 400;

  private final Vertx vertx = Vertx.vertx();
  private final Planning planning =
      new Planning(
          new ServerLoadMonitor(LoadConfig.DEFAULT.staleAfter()),
          Deliberated.estimator(),
          () -> new FarmExperience(Map.of("t1", new ServerExperience(0.5, 0.1, 0, 1)), 0.01));
  @TempDir private Path directory;
  private String path = "";
  private DecisionLog log;

  @BeforeEach
  void open() {
    path = directory.resolve("decisions.jsonl").toString();
    log = DecisionLog.open(vertx, path, InstantSource.system()).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static MediaRoutingConfig config(String yaml) {
    return MediaRoutingConfig.parse("servers: [{role: origin, url: http://o/}]\n" + yaml, "t");
  }

  private List<String> logged() throws Exception {
    log.close().await();
    return Files.readAllLines(Path.of(path));
  }

  @Test
  void replayUnderTheSamePolicy_decidesTheSame() throws Exception {
    LoggedPlanner planner = log.planner(planning);
    List<Decided> decisions = new ArrayList<>();
    for (long number = 0; number < DELIBERATIONS; number++) {
      decisions.add(Decided.of(planner.decide(Deliberated.of(number))));
    }

    var replay = new Replay(config(""));
    List<Redecision> again = logged().stream().map(replay::decideAgain).toList();

    assertThat(again).extracting(Redecision::was).containsExactlyElementsOf(decisions);
    assertThat(again).extracting(Redecision::wouldBe).containsExactlyElementsOf(decisions);
    assertThat(again).noneMatch(Redecision::differs);
    var reached = EnumSet.noneOf(PublishingOption.class);
    decisions.forEach(each -> reached.add(each.option()));
    assertThat(reached).as("options that the test reaches").hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serverChoice: round-robin",
        "serverChoice: least-connections",
        "serverChoice: least-cost",
        "highestUtilization: 0.5",
        "highestUtilization: 2",
        "loadStaleAfter: 2s",
      })
  void replayUnderTheConfigurationThatMadeTheLog_decidesTheSame(String yaml) throws Exception {
    MediaRoutingConfig config = config(yaml);
    var configured =
        new Planning(
            new ServerLoadMonitor(config.load().staleAfter()),
            planning.estimator(),
            planning.experience(),
            config.choice().choosing());
    LoggedPlanner planner = log.planner(configured);
    for (long number = 0; number < DELIBERATIONS; number++) {
      planner.decide(Deliberated.of(number));
    }

    var replay = new Replay(config);

    assertThat(logged().stream().map(replay::decideAgain))
        .hasSize(DELIBERATIONS)
        .noneMatch(Redecision::differs);
  }

  @Test
  void decisionsInTurn_areReplayedWhereverTheLogBegins() throws Exception {
    MediaRoutingConfig config = config("serverChoice: round-robin");
    LoggedPlanner planner =
        log.planner(
            new Planning(
                planning.monitor(),
                planning.estimator(),
                planning.experience(),
                config.choice().choosing()));
    for (long number = 0; number < 40; number++) {
      planner.decide(Deliberated.of(number));
    }

    var replay = new Replay(config);

    assertThat(logged().stream().skip(7).map(replay::decideAgain)).noneMatch(Redecision::differs);
  }

  @Test
  void loggedPlanner_decidesAsAnyOther() {
    for (long number = 0; number < 50; number++) {
      Decision logged = log.planner(planning).decide(Deliberated.of(number));
      DecisionContext same = Deliberated.of(number);
      Decision plain = planning.planner().decide(same.seeded(same.random().nextLong()));

      assertThat(logged).isEqualTo(plain);
    }
  }

  @Test
  void replayUnderAnotherPolicy_differsJustWhereItMatters() throws Exception {
    LoggedPlanner planner = log.planner(planning);
    for (long number = 0; number < DELIBERATIONS; number++) {
      planner.decide(Deliberated.of(number));
    }

    var replay = new Replay(config("options: [exact-cached, near-cached, pass-through]"));
    List<Redecision> again = logged().stream().map(replay::decideAgain).toList();

    assertThat(again)
        .extracting(each -> each.wouldBe().option())
        .containsOnly(
            PublishingOption.EXACT_CACHED,
            PublishingOption.NEAR_CACHED,
            PublishingOption.PASS_THROUGH,
            PublishingOption.REJECT);
    assertThat(again)
        .filteredOn(each -> each.was().option() == PublishingOption.EXACT_CACHED)
        .isNotEmpty()
        .noneMatch(Redecision::differs);
    assertThat(again).anyMatch(Redecision::differs);
  }

  @Test
  void secretsAndClients_areNotLogged() throws Exception {
    log.planner(planning).decide(Deliberated.of(1));

    assertThat(logged()).singleElement().asString().doesNotContain("secret", "192.0.2.7");
  }

  @Test
  void whatCannotBeWrittenInTime_isDroppedAndCounted() throws Exception {
    var disk = new CountDownLatch(1);
    for (int i = 0; i < 1200; i++) {
      log.add(() -> slow(disk));
    }

    assertThat(log.dropped()).isEqualTo(200);
    disk.countDown();
    assertThat(logged()).hasSize(1000);
  }

  private LoggedDecision slow(CountDownLatch disk) {
    try {
      disk.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    DecisionContext context = Deliberated.of(1).seeded(7);
    Decision decision = planning.planner().decide(context);
    return LoggedDecision.of(
        context, 7, 0, planning.estimator(), FarmExperience.NONE, Decided.of(decision));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"version\":3}",
        "{\"version\":1}",
        "{\"version\":1,\"unknown\":0}",
        "{\"version\":1,\"now\":\"yesterday\"}",
        "\u0000\uFFFD",
      })
  void lineThatIsNoDecision_isRefusedInOneLine(String line) {
    var replay = new Replay(config(""));

    assertThatThrownBy(() -> replay.decideAgain(line))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank()
        .hasLineCount(1);
  }
}
